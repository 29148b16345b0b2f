"""What targets of data pipelines share: every row that is delivered is taken by the API, or ends as a dead letter."""
