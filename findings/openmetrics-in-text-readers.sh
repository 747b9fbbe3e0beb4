#!/usr/bin/env bash
# OpenMetrics in a reader of the older text format: a time becomes January 1970 and is accepted, a counter loses its type.
#
# Guess:   OpenMetrics is the older Prometheus text format plus "# EOF"; what is new is refused.
# Seen:    times are seconds in one and milliseconds in the other: a whole number of seconds is taken for 1970-01-20 without a word
#          (a fraction is refused). "# TYPE x counter" names the family, so its sample x_total is read as untyped. The types info,
#          stateset and, of all, unknown are refused with the whole file. Gauges without time pass unharmed.
# Matters: reports of scans are often left where an agent picks text files up (a textfile collector), and such agents use this
#          parser. Of OpenMetrics only untimed gauges arrive there as they were meant.
# Seen with prometheus/common 0.74.0 (expfmt) on Go 1.26, and prometheus_client 0.26.0 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '# TYPE open_groups gauge\nopen_groups 3\n# EOF\n' >gauge
printf '# TYPE open_groups gauge\nopen_groups 3 1700000000\n# EOF\n' >timed
printf '# TYPE scans counter\nscans_total 3\n# EOF\n' >counter
printf '# TYPE scanner info\nscanner_info{version="1"} 1\n# EOF\n' >info
printf '# TYPE open_groups unknown\nopen_groups 3\n# EOF\n' >unknown

cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

func main() {
	for _, name := range os.Args[1:] {
		file, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		parser := expfmt.NewTextParser(model.UTF8Validation)
		families, err := parser.TextToMetricFamilies(file)
		if err != nil {
			fmt.Printf("go %s: refused, %v\n", name, err)
			continue
		}
		for _, family := range families {
			when := ""
			if stamp := family.Metric[0].TimestampMs; stamp != nil {
				when = " at " + time.UnixMilli(*stamp).UTC().Format("2006-01-02")
			}
			fmt.Printf("go %s: %s %s%s\n", name, family.GetName(), family.GetType(), when)
		}
	}
}
GO
export GOFLAGS=-mod=mod GOTOOLCHAIN=local
go mod init seen 2>/dev/null
go get github.com/prometheus/common@v0.74.0 2>/dev/null
go run . gauge timed counter info unknown | tee seen

python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install prometheus_client==0.26.0
cat >read.py <<'PYTHON'
from prometheus_client import openmetrics, parser
import prometheus_client.openmetrics.parser

text = open("timed").read()
for name, read in (("text", parser.text_string_to_metric_families), ("openmetrics", openmetrics.parser.text_string_to_metric_families)):
    (family,) = read(text)
    print(f"python {name}: {int(float(family.samples[0].timestamp))} s")
PYTHON
venv/bin/python read.py | tee -a seen

cat >expected <<'TEXT'
go gauge: open_groups GAUGE
go timed: open_groups GAUGE at 1970-01-20
go counter: scans_total UNTYPED
go info: refused, text format parsing error in line 1: unknown metric type "info"
go unknown: refused, text format parsing error in line 1: unknown metric type "unknown"
python text: 1700000 s
python openmetrics: 1700000000 s
TEXT
diff expected seen || { echo "readers of the text format treat OpenMetrics differently now"; exit 1; }
