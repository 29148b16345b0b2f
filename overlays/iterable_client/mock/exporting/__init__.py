"""What exports write: rows of users and events, as JSON by lines or CSV, at once or by a job."""
