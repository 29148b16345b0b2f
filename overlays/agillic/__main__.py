"""`python -m agillic`: the command `agillic`, where no script is installed."""

import sys

from agillic.cli.main import main

sys.exit(main())
