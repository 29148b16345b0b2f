"""The mock server of any API: what its document and its room say, served in this process or on this machine."""
