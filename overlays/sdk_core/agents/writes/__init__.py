"""Writes are two steps: a plan that says what will be touched, and a confirmation of exactly that plan."""
