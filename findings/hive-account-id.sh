#!/usr/bin/env bash
# aws-account-id=... as a Hive key: four engines type it in four ways, two of them by which accounts there are.
#
# Guess:   an account id in a folder's name is inferred as a number by all of them (and loses leading zeros), as in CSV.
# Seen:    pyarrow tries INT32 and nothing wider: ids that fit, such as 000123456789, become numbers, until one account that does
#          not fit joins the tree and makes all of them text. DuckDB: text if any id begins with 0, else BIGINT.
#          polars: always INT64. DataFusion: always text.
# Matters: evidence is joined to groups by account. The same code joins, fails or matches nothing, depending on which
#          accounts an organization happens to have; a new member account changes the type of everybody's key.
# Seen with pyarrow 26.0.1, duckdb 2.0.1, polars 2.1.0, datafusion 55.0.0 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0 polars-runtime-32==2.1.0 datafusion==55.0.0

cat >read.py <<'PYTHON'
import os
import datafusion, duckdb, polars, pyarrow as pa, pyarrow.dataset, pyarrow.parquet as pq

KEY = "aws-account-id"

def tree(name, accounts):
    for account in accounts:
        folder = f"{name}/{KEY}={account}/aws-region=us-east-1"
        os.makedirs(folder)
        pq.write_table(pa.table({"dstport": pa.array([443], pa.int32())}), folder + "/flows.log.parquet")
    arrow = pyarrow.dataset.dataset(name, partitioning="hive").to_table().column(KEY)
    duck = duckdb.sql(f'select "{KEY}" from read_parquet(\'{name}/**/*.parquet\', hive_partitioning = true)')
    pole = polars.scan_parquet(name).collect()[KEY]
    context = datafusion.SessionContext()
    context.sql(f"create external table flows stored as parquet location '{os.getcwd()}/{name}/'")
    fusion = context.sql(f'select "{KEY}" from flows').to_arrow_table().column(KEY)
    print(name)
    for engine, kind, values in (
        ("pyarrow", arrow.type, arrow.to_pylist()),
        ("duckdb", duck.types[0], [row[0] for row in duck.fetchall()]),
        ("polars", pole.dtype, pole.to_list()),
        ("datafusion", fusion.type, fusion.to_pylist()),
    ):
        # DataFusion's dictionary or view layouts are all text to who reads them
        kind = "text" if "string" in str(kind) or str(kind) in ("VARCHAR", "String") else str(kind).lower()
        print(f"  {engine:<10} {kind:<6}", sorted(values, key=str))

tree("small", ["000123456789"])
tree("grown", ["000123456789", "210987654321"])
tree("large", ["210987654321"])
PYTHON
venv/bin/python read.py | tee seen

cat >expected <<'TEXT'
small
  pyarrow    int32  [123456789]
  duckdb     text   ['000123456789']
  polars     int64  [123456789]
  datafusion text   ['000123456789']
grown
  pyarrow    text   ['000123456789', '210987654321']
  duckdb     text   ['000123456789', '210987654321']
  polars     int64  [123456789, 210987654321]
  datafusion text   ['000123456789', '210987654321']
large
  pyarrow    text   ['210987654321']
  duckdb     bigint [210987654321]
  polars     int64  [210987654321]
  datafusion text   ['210987654321']
TEXT
diff expected seen || { echo "an engine types the account's key differently now"; exit 1; }
