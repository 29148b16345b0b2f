"""The documentation site: pages that are written by programs, and what the builder of the site is given."""
