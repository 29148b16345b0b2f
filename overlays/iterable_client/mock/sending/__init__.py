"""What Iterable does by itself: messages leave when they are due, events record them, and webhooks are posted."""
