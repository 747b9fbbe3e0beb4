#!/usr/bin/env bash
# DuckDB: if the last line of a small flow log has two spaces between fields, read_csv takes that line for the header: 0 rows, no error.
#
# Guess:   a line with one field too many is an error wherever it stands; AWS's own examples hold such a line.
# Seen:    in a file that fits the sniffer's sample (100 records, not 5,000), the last line names the columns and everything before it
#          is skipped, with header = true and delim given. One line earlier it is an error. null_padding = true reads all lines, and
#          the long one shifted by a column: its dstport is NULL and its protocol 443. ignore_errors = true drops it.
# Matters: quiet interfaces write small files. A comparison of weir with SQL over such a folder loses whole files, and a port that
#          moves into the next column is a rule for the wrong protocol. Count rows, or split on runs of spaces first.
# Seen with duckdb 2.0.1 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install duckdb==2.0.1

cat >read.py <<'PYTHON'
import duckdb

HEADER = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
FLOW = "2 111122223333 eni-0a1b2c3d 10.0.0.5 198.51.100.7 40001 443 6 10 1000 1700000000 1700000060 ACCEPT OK\n"
WIDE = FLOW.replace(" 443 ", "  443 ")

def read(name, lines, options=""):
    with open("flows.log", "w") as file:
        file.writelines([HEADER, *lines])
    try:
        flows = duckdb.sql(f"from read_csv('flows.log', delim = ' ', header = true{options})")
        last = flows.fetchall()[-1:]
        count = flows.aggregate("count(*)").fetchall()[0][0]
        print(f"{name}: {count} rows, columns {', '.join(flows.columns[5:8])}", *[row[5:8] for row in last])
    except duckdb.InvalidInputException as refused:
        print(f"{name}: refused")

read("last of 101", [FLOW] * 100 + [WIDE])
read("100th of 101", [FLOW] * 99 + [WIDE, FLOW])
read("last of 5001", [FLOW] * 5000 + [WIDE])
read("padded", [FLOW] * 100 + [WIDE], ", null_padding = true")
read("ignored", [FLOW] * 100 + [WIDE], ", ignore_errors = true")
PYTHON
venv/bin/python read.py | tee seen

cat >expected <<'TEXT'
last of 101: 0 rows, columns 40001, column06, 443
100th of 101: refused
last of 5001: refused
padded: 101 rows, columns srcport, dstport, protocol (40001, None, 443)
ignored: 100 rows, columns srcport, dstport, protocol (40001, 443, 6)
TEXT
diff expected seen || { echo "duckdb sniffs a wide last line differently now"; exit 1; }
