"""Which failures are retried, when, and how often: decided here, carried out by the transports of `http`."""
