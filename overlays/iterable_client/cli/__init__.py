"""The command `iterable-client`."""
