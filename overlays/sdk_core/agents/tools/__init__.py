"""What a server offers to agents: its tools, what they answer, and the questions that a person is asked."""
