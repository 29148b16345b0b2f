"""The limits of a key, kept by all machines together in a Redis or Valkey server."""
