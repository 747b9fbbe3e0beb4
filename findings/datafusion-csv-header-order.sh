#!/usr/bin/env bash
# A folder of flow logs with two orders of fields: DataFusion swaps source and destination in one of them and says nothing.
#
# Guess:   a reader that is told the files have headers maps columns by name, or refuses a second header that differs.
# Seen:    DuckDB and pyarrow map by name, polars refuses. DataFusion checks that the names agree as a set, then reads every file
#          by the positions of one header (whose, differs from run to run), with has_header on: two columns exchanged, no error.
# Matters: a flow log's format never changes, so people delete and recreate it, and one prefix holds both formats. With source and
#          destination exchanged, the outbound rules that are learned name the group's own addresses. A missing column is an
#          error; only an exchange is silent. An open report of 2023 (apache/datafusion 4918) expects otherwise as well.
# Seen with datafusion 55.0.0, duckdb 2.0.1, polars 2.1.0, pyarrow 26.0.1 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0 polars-runtime-32==2.1.0 datafusion==55.0.0

mkdir logs
cat >logs/1-before.log <<'TEXT'
version interface-id srcaddr dstaddr srcport dstport protocol action log-status
5 eni-0a1b2c3d 10.0.0.5 198.51.100.7 40001 443 6 ACCEPT OK
TEXT
cat >logs/2-recreated.log <<'TEXT'
version interface-id dstaddr srcaddr dstport srcport protocol action log-status
5 eni-0a1b2c3d 203.0.113.9 10.0.0.5 8443 40002 6 ACCEPT OK
TEXT

cat >read.py <<'PYTHON'
import os, sys
import datafusion, duckdb, polars, pyarrow.csv, pyarrow.dataset

FIELDS = ["srcaddr", "dstaddr", "dstport"]

def pyarrow_():
    space = pyarrow.dataset.CsvFileFormat(parse_options=pyarrow.csv.ParseOptions(delimiter=" "))
    return [tuple(row.values()) for row in pyarrow.dataset.dataset("logs", format=space).to_table(columns=FIELDS).to_pylist()]

def datafusion_():
    context = datafusion.SessionContext()
    context.register_csv("flows", os.getcwd() + "/logs/", has_header=True, delimiter=" ", file_extension=".log")
    return [tuple(row.values()) for row in context.sql("select srcaddr, dstaddr, dstport from flows").to_pylist()]

for engine, read in (
    ("duckdb", lambda: duckdb.sql(f"select {', '.join(FIELDS)} from read_csv('logs/*.log', delim = ' ', header = true)").fetchall()),
    ("pyarrow", pyarrow_),
    ("polars", lambda: polars.scan_csv("logs/*.log", separator=" ").select(FIELDS).collect().rows()),
    ("datafusion", datafusion_),
):
    try:
        rows = sorted(read(), key=lambda row: row[2])
        away = [row for row in rows if row[0] == "10.0.0.5"]
        print(f"{engine:<10} {len(rows)} flows, {len(away)} from 10.0.0.5")
        print(*rows, file=sys.stderr)
    except polars.exceptions.ComputeError as refused:
        print(f"{engine:<10} refused:", str(refused).split(":")[0].splitlines()[0])
PYTHON
venv/bin/python read.py | tee seen

cat >expected <<'TEXT'
duckdb     2 flows, 2 from 10.0.0.5
pyarrow    2 flows, 2 from 10.0.0.5
polars     refused: schema names differ
datafusion 2 flows, 1 from 10.0.0.5
TEXT
diff expected seen || { echo "an engine reads a second order of fields differently now"; exit 1; }
