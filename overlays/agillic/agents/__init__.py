"""What Agillic gives to agents: how its operations do the work of tools, and how its filters are bounded."""
