"""What a run would change: compared with what was written before and with what is there, guarded, as a signed file."""
