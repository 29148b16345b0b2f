"""`python -m agillic.contract`: the command `agillic-contract`, where no script is installed."""

import sys

from agillic.contract.command import main

sys.exit(main())
