#!/usr/bin/env bash
# DuckDB: TRY_CAST over a column of read_csv raises an error instead of NULL, and all_varchar = true is not kept, where all that is asked
# of the column is that cast.
#
# Guess:   TRY_CAST is NULL where CAST would fail, whatever stands around it, and all_varchar = true makes every column text.
# Seen:    a query that selects the cast itself has the reader convert the cells, and a `-` there is `CSV Error … Could not convert
#          string "-" to 'INTEGER'`. The same cast inside an aggregate, beside the text it is made of, or of a table that holds the text
#          is NULL. ignore_errors = true takes the row away with the cell: 1 of 3 records is gone without a word.
# Matters: ports, protocol and counts of every NODATA record are `-`. To read flow logs as AWS's statement for Athena declares them
#          (int, NULL where it is none), keep the text in a table first.
# Seen with duckdb 2.0.1 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install duckdb==2.0.1

cat >flows.log <<'TEXT'
interface-id srcport
eni-0a1b2c3d 443
eni-0a1b2c3d -
eni-0a1b2c3d 53
TEXT
cat >read.py <<'PYTHON'
import duckdb

FLOWS = "read_csv('flows.log', delim = ' ', header = true, all_varchar = true{})"

def ask(name, sql, options=""):
    try:
        print(f"{name}: {duckdb.sql(sql.format(FLOWS.format(options))).fetchall()}")
    except duckdb.ConversionException:
        print(f"{name}: conversion error")

ask("selected", "select try_cast(srcport as integer) from {}")
ask("counted", "select count(*), count(try_cast(srcport as integer)) from {}")
ask("beside its text", "select srcport, try_cast(srcport as integer) from {}")
ask("ignoring errors", "select try_cast(srcport as integer) from {}", ", ignore_errors = true")
duckdb.sql(f"create table cells as from {FLOWS.format('')}")
ask("from a table", "select try_cast(srcport as integer) from cells")
PYTHON
venv/bin/python read.py | tee seen

cat >expected <<'TEXT'
selected: conversion error
counted: [(3, 2)]
beside its text: [('443', 443), ('-', None), ('53', 53)]
ignoring errors: [(443,), (53,)]
from a table: [(443,), (None,), (53,)]
TEXT
diff expected seen || { echo "duckdb casts the columns of read_csv differently now"; exit 1; }
