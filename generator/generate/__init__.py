"""Stage 4: the bundled document becomes a Python package, by openapi-python-client with our templates."""
