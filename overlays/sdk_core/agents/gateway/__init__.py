"""What happens between an agent and an API: a tool's arguments are decided on, counted, recorded, sent and shown."""
