"""`python -m agillic`: the command `agillic`, where no script is installed."""

import sys

from agillic.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
