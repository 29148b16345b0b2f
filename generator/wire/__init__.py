"""What the generated client sends: one canonical request per operation, made from the document's own examples."""
