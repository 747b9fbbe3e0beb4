#!/usr/bin/env bash
# Parquet: the largest value that a footer gives for a column of ARNs is in no row, if a Rust engine wrote the file.
#
# Guess:   min and max of a row group are values of that column, so what a file holds can be told from footers alone.
# Seen:    polars and DataFusion cut text statistics to 64 bytes, and count the last one of the max up ("...pa" becomes "...pb").
#          The format has a flag for that (is_max_value_exact); pyarrow shows no such flag and gives the cut text as max, and
#          DuckDB's parquet_metadata() as well. pyarrow and DuckDB write the whole value. SELECT max() is right everywhere.
# Matters: ecs-task-definition-arn and its neighbours are longer than 64 bytes, and share the first 64. An index of flow logs
#          built from footers names tasks that never were, and min = max no longer says "one task only".
# Seen with polars 2.1.0, datafusion 55.0.0, pyarrow 26.0.1, duckdb 2.0.1 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0 polars-runtime-32==2.1.0 datafusion==55.0.0

cat >read.py <<'PYTHON'
import glob
import datafusion, duckdb, polars, pyarrow as pa, pyarrow.parquet as pq

ARN = "arn:aws:ecs:us-east-1:111122223333:task-definition/production-payments-egress-worker:"
flows = pa.table({"ecs_task_definition_arn": [ARN + "7", ARN + "41", ARN + "9"]})
pq.write_table(flows, "pyarrow.parquet")
polars.from_arrow(flows).write_parquet("polars.parquet")
duckdb.sql("copy flows to 'duckdb.parquet'")
datafusion.SessionContext().from_arrow(flows).write_parquet("datafusion")

for writer in ("pyarrow", "duckdb", "polars", "datafusion"):
    file = (glob.glob(writer + ".parquet") + glob.glob(writer + "/*.parquet"))[0]
    footer = pq.ParquetFile(file).metadata.row_group(0).column(0).statistics
    listed = duckdb.sql(f"select coalesce(stats_max_value, stats_max) from parquet_metadata('{file}')").fetchall()[0][0]
    largest = duckdb.sql(f"select max(ecs_task_definition_arn) from '{file}'").fetchall()[0][0]
    assert largest == ARN + "9"
    assert not [name for name in dir(footer) if "exact" in name], "pyarrow tells whether a statistic is exact"
    print(f"{writer:<10} max ...{footer.max[58:]}, {len(footer.max)} bytes; in a row: {footer.max in flows[0].to_pylist()}; "
          f"duckdb the same: {listed == footer.max}")
PYTHON
venv/bin/python read.py | tee seen

cat >expected <<'TEXT'
pyarrow    max ...ion-payments-egress-worker:9, 86 bytes; in a row: True; duckdb the same: True
duckdb     max ...ion-payments-egress-worker:9, 86 bytes; in a row: True; duckdb the same: True
polars     max ...ion-pb, 64 bytes; in a row: False; duckdb the same: True
datafusion max ...ion-pb, 64 bytes; in a row: False; duckdb the same: True
TEXT
diff expected seen || { echo "statistics of long text are written or shown differently now"; exit 1; }
