"""The Agillic client that people import. Today it holds the version; `spec/` is where the work is."""

__version__ = "0.1.0"

__all__ = ["__version__"]
