"""What an agent sees of personal data, and how text that strangers wrote comes to it: as data, short and visible."""
