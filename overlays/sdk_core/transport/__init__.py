"""How a call travels: errors, credentials, limits and retries, as objects that any httpx client could use."""
