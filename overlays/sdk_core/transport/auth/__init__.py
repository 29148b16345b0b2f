"""How calls prove whose they are, for any API: Basic, and OAuth 2.0 client credentials."""
