"""Tools for daily work: what they are is here, and how an API does them is in its room."""
