#!/usr/bin/env python3
"""Writes flow logs as Parquet in the ways of engines and data frames, with their defaults; EngineParquetTest reads them.

    python3 -m venv target/venv
    target/venv/bin/pip install pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 fastparquet==2026.9.0 pyspark==4.3.0
    target/venv/bin/python make-engines.py

Every file says the same of three records: a connection, its answer, and NODATA, which leaves a gap in every column.
"""
import datetime
import decimal
import glob
import os
import shutil
import tempfile

import duckdb
import fastparquet
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pyspark.sql
import pyspark.sql.functions

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = ["version", "account_id", "interface_id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets",
         "bytes", "start", "end", "action", "log_status"]
ROWS = [
    [2, 11122223333, "eni-0a1", "10.0.0.10", "203.0.113.20", 20003, 443, 6, 10, 900, 1792465205, 1792465245, "ACCEPT", "OK"],
    [2, 11122223333, "eni-0a1", "203.0.113.20", "10.0.0.10", 443, 20003, 6, 9, 800, 1792465205, 1792465245, "ACCEPT", "OK"],
    [2, 11122223333, "eni-0a1", None, None, None, None, None, None, None, 1792465265, 1792465305, None, "NODATA"],
]
DICTS = [dict(zip(NAMES, row)) for row in ROWS]
TEXT = ["interface_id", "srcaddr", "dstaddr", "action", "log_status"]


def path(name):
    return os.path.join(HERE, name + ".parquet")


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


def instant(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def with_pandas():
    """Ports become DOUBLE, because one of them is missing."""
    frame = pandas.DataFrame(DICTS)
    assert str(frame.dtypes["dstport"]) == "float64"
    frame.to_parquet(path("pandas-double"))
    times = frame.rename(columns=camel)
    for name in ("start", "end"):
        times[name] = pandas.to_datetime(times[name], unit="s", utc=True)
    times.to_parquet(path("pandas-camel-case-timestamp"), compression="zstd")


def with_polars():
    polars.DataFrame(DICTS).write_parquet(path("polars-zstd"))


def with_duckdb():
    """sum() is HUGEINT, which is stored as DOUBLE; normalize_names puts _ before its own words."""
    frame = pandas.DataFrame(DICTS).astype({name: "Int64" for name in NAMES if name not in TEXT})
    connection = duckdb.connect()
    connection.register("frame", frame)
    connection.execute(
        'copy (select * exclude ("end", packets, bytes, account_id), sum(packets) packets, sum(bytes) bytes,'
        ' "end" as _end, lpad(account_id::varchar, 12, \'0\') account_id'
        f" from frame group by all) to '{path('duckdb-hugeint')}' (format parquet)")
    connection.execute(
        'copy (select * replace (srcport::decimal(9,0) as srcport, dstport::decimal(18,2) as dstport,'
        f" bytes::decimal(38,0) as bytes) from frame) to '{path('duckdb-decimal')}' (format parquet)")


def with_pyarrow():
    """INT96 is what Spark and Hive write for a timestamp; DATE keeps the day alone."""
    rows = [dict(row, start=instant(row["start"]), end=instant(row["end"])) for row in DICTS]
    table = pyarrow.Table.from_pylist(rows)
    pyarrow.parquet.write_table(table, path("pyarrow-int96"), use_deprecated_int96_timestamps=True)
    days = [dict(row, start=row["start"].date(), end=row["end"].date()) for row in rows]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(days), path("pyarrow-date"))
    text = [{name: None if value is None else str(value) for name, value in row.items()} for row in DICTS]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(text), path("pyarrow-text"), compression="none")
    plain = pyarrow.Table.from_pylist(DICTS)
    pyarrow.parquet.write_table(plain, path("pyarrow-brotli"), compression="brotli")
    pyarrow.parquet.write_table(plain, path("pyarrow-lz4-raw"), compression="lz4")
    other = pyarrow.table({"order": [1, 2], "price": [decimal.Decimal("1.5"), decimal.Decimal("2.5")]})
    pyarrow.parquet.write_table(other, path("pyarrow-orders"))


def with_fastparquet():
    frame = pandas.DataFrame(DICTS)
    for name in TEXT:
        frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    fastparquet.write(path("fastparquet-snappy"), frame, compression="SNAPPY")
    fastparquet.write(path("fastparquet-lz4"), frame, compression="LZ4")


def with_security_lake():
    """OCSF 1.1, class 4001, the interface at the end that is ours."""
    rows = []
    for row in DICTS:
        ours = {"interface_uid": row["interface_id"], "vpc_uid": "vpc-0a1"}
        outbound = row["srcaddr"] == "10.0.0.10"
        rows.append({
            "metadata": {"product": {"version": "5", "name": "Amazon VPC"}, "profiles": ["cloud"], "version": "1.1.0"},
            "cloud": {"account": {"uid": "011122223333"}, "region": "eu-west-1", "provider": "AWS"},
            "src_endpoint": {"port": row["srcport"], "ip": row["srcaddr"], **(ours if outbound else {})},
            "dst_endpoint": {"port": row["dstport"], "ip": row["dstaddr"], **({} if outbound else ours),
                             "intermediate_ips": [row["dstaddr"]] if row["dstaddr"] else []},
            "connection_info": {"protocol_num": row["protocol"], "tcp_flags": 3, "direction_id": 2 if outbound else 1},
            "traffic": {"packets": row["packets"], "bytes": row["bytes"]},
            "time": row["start"] * 1000, "time_dt": instant(row["start"]), "end_time_dt": instant(row["end"]),
            "action": "Allowed" if row["action"] else None, "action_id": 1 if row["action"] else 99,
            "status_code": row["log_status"], "class_uid": 4001, "class_name": "Network Activity",
            "observables": [{"name": "src_endpoint.ip", "type_id": 2, "value": row["srcaddr"]}],
        })
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path("security-lake"), compression="zstd")
    others = [dict(row, class_uid=4003, class_name="DNS Activity") for row in rows]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(others), path("security-lake-dns"), compression="zstd")


def with_other_names():
    """A table whose maker called ports otherwise: all of a record but what it was for."""
    rows = [dict(row, interface_id="eni-0001", account_id="111122223333", start=1795154400, end=1795154409)
            for row in DICTS[:2]]
    table = pyarrow.Table.from_pylist(rows)
    other = {"srcport": "source_port_number", "dstport": "destination_port_number"}
    pyarrow.parquet.write_table(table.rename_columns([other.get(name, name) for name in table.column_names]),
                                path("pyarrow-other-names"))


def with_spark():
    """Longs and snappy; a timestamp is INT96, and lz4 is Hadoop's. One part of each folder is kept."""
    spark = pyspark.sql.SparkSession.builder.master("local[1]").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    frame = spark.createDataFrame([list(row.values()) for row in DICTS], NAMES).coalesce(1)
    seconds = pyspark.sql.functions.timestamp_seconds
    times = (frame.withColumn("start", seconds("start")).withColumn("end", seconds("end"))
             .withColumn("srcport", frame.srcport.cast("short")).withColumn("bytes", frame.bytes.cast("decimal(20,0)")))
    with tempfile.TemporaryDirectory() as folder:
        for name, rows, codec in (("snappy", frame, "snappy"), ("times", times, "snappy"), ("lz4", times, "lz4")):
            rows.write.option("compression", codec).parquet(os.path.join(folder, name))
            shutil.copy(glob.glob(os.path.join(folder, name, "part-*.parquet"))[0], path("spark-" + name))
    spark.stop()


if __name__ == "__main__":
    with_pandas()
    with_polars()
    with_duckdb()
    with_pyarrow()
    with_fastparquet()
    with_security_lake()
    with_other_names()
    with_spark()
