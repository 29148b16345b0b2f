"""Writes recipients by Spark, in a program of its own: ROWS PARTITIONS BAD, of which BAD more are not taken.

Its report goes to the folder `reports`, rows that are not taken to `letters`.
"""

import os
import sys
from pathlib import Path

from conftest import session
from spark_parts import people, write

ROWS, PARTITIONS, BAD = (int(each) for each in sys.argv[1:])


def main() -> None:
    """Send the rows."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with session("local[4]", {}) as spark:
        frame = people(spark, ROWS, PARTITIONS).selectExpr("EMAIL", "cast(AGE AS string) AS AGE")
        bad = spark.range(BAD).selectExpr("concat('spark', id, '@example.com') AS EMAIL", "'old' AS AGE")
        write(frame.union(bad.coalesce(1)), Path("reports"), dead_letters="letters")


if __name__ == "__main__":
    main()
