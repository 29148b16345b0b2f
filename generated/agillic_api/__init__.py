"""Generated from spec/agillic; do not edit. Holds the bundled document as ``openapi.json``."""
