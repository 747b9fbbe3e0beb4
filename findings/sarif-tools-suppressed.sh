#!/usr/bin/env bash
# sarif-tools: what a SARIF file says is suppressed, or gone since the baseline, is counted as an error like any other.
#
# Guess:   "sarif summary" and "--check error" count open failures, as code scanning does.
# Seen:    only level is read. A result with an accepted suppression counts, and so does one with baselineState "absent" (it was
#          fixed); the run fails, and nothing in the text says which is which.
# Matters: weir writes accepted exceptions and unchanged findings into its SARIF, so that code scanning can close alerts. Summed up
#          with this tool a clean repository fails its gate, and a fixed group raises the count.
# Seen with sarif-tools 3.0.5 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install sarif-tools==3.0.5

cat >write.py <<'PYTHON'
import json

def result(file, **more):
    place = {"physicalLocation": {"artifactLocation": {"uri": file}, "region": {"startLine": 3}}}
    return {"ruleId": "egress-open", "level": "error", "message": {"text": "outbound rule is open"}, "locations": [place], **more}

results = [
    result("suppressed.tf", suppressions=[{"kind": "inSource", "status": "accepted", "justification": "until 2027"}]),
    result("fixed.tf", baselineState="absent"),
]
for name, some in (("all", results), *((r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"][:-3], [r]) for r in results)):
    run = {"tool": {"driver": {"name": "scanner", "rules": [{"id": "egress-open"}]}}, "results": some}
    with open(name + ".sarif", "w") as file:
        json.dump({"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [run]}, file)
PYTHON
venv/bin/python write.py
for name in all suppressed fixed; do
  code=0
  venv/bin/sarif --check error summary "$name.sarif" >out 2>/dev/null || code=$?
  echo "$name: $(grep '^error' out), exit $code"
done | tee seen

cat >expected <<'TEXT'
all: error: 2, exit 2
suppressed: error: 1, exit 1
fixed: error: 1, exit 1
TEXT
diff expected seen || { echo "sarif-tools counts differently now"; exit 1; }
