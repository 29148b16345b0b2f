"""The transports of the HTTP library: retries around a pool of connections, and deadlines of whole calls."""
