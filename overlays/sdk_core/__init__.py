"""What the clients of all APIs share. Nothing in here knows any of them; imports of it stand in modules, not here."""
