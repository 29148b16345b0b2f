"""What is told of calls: to hooks, to the log, and to OpenTelemetry."""
