"""What Iterable does by itself: messages leave when they are due, events tell of them, and webhooks are posted."""
