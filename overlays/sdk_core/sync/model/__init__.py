"""What all parts of the sync engine speak of: jobs, targets, rows and errors."""
