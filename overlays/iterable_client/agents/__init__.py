"""What Iterable gives to agents: how its operations do the work of tools."""
