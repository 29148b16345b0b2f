"""`python -m iterable_client`: the command `iterable-client`, where no script is installed."""

import sys

from iterable_client.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
