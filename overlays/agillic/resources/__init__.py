"""What the generated resources lack."""
