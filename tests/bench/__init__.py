"""How fast the client is, in ratios to bare httpx and to the client that openapi-generator makes: `make bench`."""
