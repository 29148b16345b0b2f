"""A program that calls Agillic without any pipeline, as others on the same machine do: FIRST LAST SIZE.

It upserts recipients in batches, and prints how many were taken. When the day's calls are used up, it stops.
"""

import sys

from pipeline_parts import people

from agillic import Agillic, BatchInterrupted

FIRST, LAST, SIZE = (int(each) for each in sys.argv[1:])


def main() -> None:
    """Send the rows."""
    taken = 0
    try:
        with Agillic() as agillic:
            for first in range(FIRST, LAST, SIZE):
                run = agillic.recipients.upsert(people(first, min(first + SIZE, LAST)))
                try:
                    run.run()
                finally:
                    taken += run.summary.succeeded
    except BatchInterrupted as error:
        sys.stderr.write(f"{error.__cause__!r}\n")
    sys.stdout.write(f"{taken}\n")


if __name__ == "__main__":
    main()
