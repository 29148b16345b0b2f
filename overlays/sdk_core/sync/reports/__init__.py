"""What became of a run: for programs as JSON, for people as a page without network."""
