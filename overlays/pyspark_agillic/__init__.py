"""The Spark data source `agillic`: DataFrames and streams are written to an instance, and read from it.

Spark finds it without a register call: it looks for packages whose names begin with `pyspark_`, and for a
`DefaultSource` in them. It must be installed on the driver and on the executors: `pip install 'agillic[spark]'`.

    df.write.format("agillic").option("target", "recipients").mode("append").save()
"""

from pyspark.sql import datasource

# Spark imports each such package to find any data source. With Spark 4.0, which has no Arrow writer for streams, there
# is none here; an error would keep it from finding others.
if hasattr(datasource, "DataSourceStreamArrowWriter"):
    from pyspark_agillic.source import AgillicSource as DefaultSource

    __all__ = ["DefaultSource"]
