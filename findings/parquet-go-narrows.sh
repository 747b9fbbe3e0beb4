#!/usr/bin/env bash
# parquet-go: reading flow logs into a struct makes NODATA a flow to port 0, and cuts byte counts to 32 bits, without an error.
#
# Guess:   a null, a column that is not there, or a number that does not fit the field of the struct is an error.
# Seen:    ReadFile[T] gives 0 for null and for a column the file lacks, 705032704 for 5000000000 bytes in an int32 field,
#          and the text "443" in a string field. A pointer with ",optional" keeps null apart.
# Matters: rows of NODATA and SKIPDATA have no value in the fields of the flow. Read so, they are flows of protocol 0 to port 0
#          (the ports of ICMP), and a gap in evidence becomes evidence. A column misspelt (dst_port) reads as all zeros.
# Seen with parquet-go 0.32.0 on Go 1.26, files by pyarrow 26.0.1 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pyarrow==26.0.1
venv/bin/python - <<'PYTHON'
import pyarrow as pa, pyarrow.parquet as pq
pq.write_table(pa.table({
    "dstport": pa.array([443, None], pa.int32()),
    "protocol": pa.array([6, None], pa.int32()),
    "bytes": pa.array([5_000_000_000, None], pa.int64()),
    "log_status": ["OK", "NODATA"],
}), "flows.parquet")
PYTHON

cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/parquet-go/parquet-go"
)

type plain struct {
	Port     int32  `parquet:"dstport"`
	Protocol int32  `parquet:"protocol"`
	Status   string `parquet:"log_status"`
}

type narrow struct {
	Bytes int32 `parquet:"bytes"`
}

type misspelt struct {
	Port int32 `parquet:"dst_port"`
}

type text struct {
	Port string `parquet:"dstport"`
}

type pointer struct {
	Port *int32 `parquet:"dstport,optional"`
}

func show[T any](name string) []T {
	rows, err := parquet.ReadFile[T]("flows.parquet")
	if name != "" {
		fmt.Printf("%s: %+v, error %v\n", name, rows, err)
	}
	return rows
}

func main() {
	show[plain]("plain")
	show[narrow]("narrow")
	show[misspelt]("misspelt")
	show[text]("text")
	rows := show[pointer]("")
	fmt.Printf("pointer: %d, then nil: %t\n", *rows[0].Port, rows[1].Port == nil)
}
GO
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod init seen 2>/dev/null
go get github.com/parquet-go/parquet-go@v0.32.0 2>/dev/null
go run . | tee seen

cat >expected <<'TEXT'
plain: [{Port:443 Protocol:6 Status:OK} {Port:0 Protocol:0 Status:NODATA}], error <nil>
narrow: [{Bytes:705032704} {Bytes:0}], error <nil>
misspelt: [{Port:0} {Port:0}], error <nil>
text: [{Port:443} {Port:0}], error <nil>
pointer: 443, then nil: true
TEXT
diff expected seen || { echo "parquet-go fills structs differently now"; exit 1; }
