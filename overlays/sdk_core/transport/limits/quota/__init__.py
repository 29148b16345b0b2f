"""The count of the day's calls, shared by all processes of a machine."""
