"""How calls prove whose they are, for any API: BasicAuth, OAuth 2.0 client credentials, and a key in a header."""
