"""Stage 3: is the bundled document right? One module per subject, one function per rule; `rules.py` lists them."""
