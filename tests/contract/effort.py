"""How much the contract tests do: short in `make test`, long where the environment asks for it."""

import os

LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
"""Whether there is time for many examples."""
SEED = int(os.environ.get("AGILLIC_CONTRACT_SEED", "1"))
"""Decides everything that is drawn by chance."""
