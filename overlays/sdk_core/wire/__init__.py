"""What travels: requests made from the table of an operation, responses read, and what can go wrong."""
