"""What stands between the core's application and the operations: keys, errors, paths and limits of Iterable."""
