"""What `agents setup` writes: a policy, and the configuration of the client that starts the server."""
