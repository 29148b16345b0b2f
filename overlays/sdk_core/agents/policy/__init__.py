"""What one agent may do, as a file says it; what it does not say is denied."""
