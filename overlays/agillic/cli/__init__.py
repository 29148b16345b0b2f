"""The command `agillic`: a module for each of its subcommands."""
