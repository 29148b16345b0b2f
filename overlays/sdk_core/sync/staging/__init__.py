"""Rows of a source, mapped to the fields of a target and checked, before anything is compared or sent."""
