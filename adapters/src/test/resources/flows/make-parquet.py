#!/usr/bin/env python3
"""Writes the Parquet flow logs of this folder with two writers that share no code with weir.

    python3 -m venv target/venv && target/venv/bin/pip install pyarrow==21.0.0 pandas==3.1.1 duckdb==1.4.1
    target/venv/bin/python make-parquet.py

The rows are those of records(), the same in each file; FlowParquetTest knows them. Types are those that AWS documents
(INT_32, INT_64, STRING) in the file of pyarrow; those in the file of DuckDB are wider.
"""
import os

import duckdb
import pandas
import pyarrow
import pyarrow.parquet

HERE = os.path.dirname(os.path.abspath(__file__))

INT_32 = ["version", "srcport", "dstport", "protocol", "tcp-flags", "traffic-path"]
INT_64 = ["packets", "bytes", "start", "end"]
STRING = ["account-id", "interface-id", "srcaddr", "dstaddr", "action", "log-status", "vpc-id", "subnet-id",
          "instance-id", "pkt-srcaddr", "pkt-dstaddr", "region", "pkt-dst-aws-service", "flow-direction"]


def records():
    egress = {
        "version": 5, "account-id": "111122223333", "interface-id": "eni-0a1b2c3d4e5f60718",
        "srcaddr": "10.0.0.71", "dstaddr": "198.51.100.7", "srcport": 34210, "dstport": 443, "protocol": 6,
        "packets": 7, "bytes": 471, "start": 1616729292, "end": 1616729349, "action": "ACCEPT", "log-status": "OK",
        "vpc-id": "vpc-0a1b", "subnet-id": "subnet-0a1b", "instance-id": "i-0a1b", "tcp-flags": 3,
        "pkt-srcaddr": "10.0.0.71", "pkt-dstaddr": "198.51.100.7", "region": "eu-west-1",
        "pkt-dst-aws-service": "S3", "flow-direction": "egress", "traffic-path": 8,
    }
    ipv6 = dict(egress, srcaddr="2001:db8::1", dstaddr="2001:db8:0:1::443", bytes=5_000_000_000, action="REJECT",
                **{"pkt-srcaddr": "2001:db8::1", "pkt-dstaddr": "2001:db8:0:1::443"})
    ipv6["pkt-dst-aws-service"] = "-"
    nothing = dict.fromkeys(egress)
    nothing.update({"version": 5, "account-id": "111122223333", "interface-id": "eni-0a1b2c3d4e5f60718",
                    "start": 1616729350, "end": 1616729409, "log-status": "NODATA"})
    dashes = dict(nothing, **{"log-status": "SKIPDATA"})
    for name in STRING:
        if dashes[name] is None:
            dashes[name] = "-"
    wrong = dict(egress, dstaddr="300.1.1.1")
    return [egress, ipv6, nothing, dashes, wrong]


def with_pyarrow(name, separator, compression):
    fields = [pyarrow.field(column.replace("-", separator), kind)
              for columns, kind in ((INT_32, pyarrow.int32()), (INT_64, pyarrow.int64()), (STRING, pyarrow.string()))
              for column in columns]
    fields.append(pyarrow.field("ecs-brand-new".replace("-", separator), pyarrow.list_(pyarrow.string())))
    rows = [{column.replace("-", separator): value for column, value in record.items()} for record in records()]
    table = pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(fields))
    pyarrow.parquet.write_table(table, os.path.join(HERE, name), compression=compression, row_group_size=2)


def with_duckdb(name):
    frame = pandas.DataFrame(records()).convert_dtypes()
    connection = duckdb.connect()
    connection.register("frame", frame)
    columns = []
    for column in frame.columns:
        kind = "BIGINT" if column in INT_32 else "UBIGINT" if column in INT_64 else "VARCHAR"
        columns.append(f'cast("{column}" as {kind}) as "{column.replace("-", "_")}"')
    connection.execute(f"copy (select {', '.join(columns)} from frame) to '{os.path.join(HERE, name)}'"
                       " (format parquet, compression gzip)")


if __name__ == "__main__":
    with_pyarrow("pyarrow-dashes-gzip.log.parquet", "-", "gzip")
    with_pyarrow("pyarrow-underscores-snappy.log.parquet", "_", "snappy")
    with_duckdb("duckdb-underscores-gzip.log.parquet")
