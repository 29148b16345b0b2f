"""What of HTTP is Agillic's own: paths that are encoded twice, tokens, errors, limits, and tasks."""
