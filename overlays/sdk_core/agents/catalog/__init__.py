"""What operations there are: what each does to data and to persons, what its arguments are, and how it is found."""
