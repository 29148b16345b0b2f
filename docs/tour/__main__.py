"""`make demo`: `PYTHONPATH=docs .venv/bin/python -m tour --help`."""

import sys

from tour.command import main

sys.exit(main())
