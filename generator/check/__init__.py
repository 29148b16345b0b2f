"""Stage 5: is what is committed what the spec says? Generated into a temporary folder and compared."""
