"""What generated resources of Iterable lack: any number of rows, results of any length, and export jobs."""
