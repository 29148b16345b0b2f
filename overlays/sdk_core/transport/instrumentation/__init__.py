"""What is reported of calls: to hooks, to the log, and to OpenTelemetry."""
