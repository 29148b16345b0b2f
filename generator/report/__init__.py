"""What people read of a document: how well it is known, and a first look at it."""
