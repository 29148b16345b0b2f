"""Settings from arguments, the environment and profiles, each declared once."""
