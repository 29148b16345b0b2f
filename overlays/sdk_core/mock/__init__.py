"""The mock server of any API: what its document and its room tell, served in this process or on this machine."""
