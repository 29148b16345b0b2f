"""A local Agillic that keeps state, for tests of the client and of whatever is built on it."""
