#!/usr/bin/env bash
# py-ocsf-models: a finding that passes through the models leaves with another class name, and without what extensions add.
#
# Guess:   reading a Compliance Finding and writing it back keeps every attribute; a caption that was left out is filled in as the
#          schema spells it.
# Seen:    class_name is filled in as "ComplianceFinding", the name of the Python class, where the schema's caption is "Compliance
#          Finding"; category_name is the schema's. Attributes that the models do not know, as extensions and profiles bring them,
#          vanish without a word, and nested ones as well; only "unmapped" is carried.
# Matters: pipelines put findings of several producers through these models. A lake that groups by class_name then holds two classes
#          for one, and a fingerprint that a producer keeps beside the standard attributes is gone when findings are compared.
# Seen with py-ocsf-models 0.10.0 and pydantic 2.13.5 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install py-ocsf-models==0.10.0 pydantic==2.13.5

cat >read.py <<'PYTHON'
import json
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

finding = {
    "activity_id": 1, "category_uid": 2, "class_uid": 2003, "type_uid": 200301, "severity_id": 4, "severity": "High", "status_id": 1,
    "time": 1700000000000, "message": "outbound rule is open",
    "metadata": {"version": "1.5.0", "product": {"name": "scanner", "vendor_name": "example"}},
    "finding_info": {"uid": "1", "title": "open egress", "created_time": 1700000000000, "example_fingerprint": "1f3a"},
    "compliance": {"standards": ["CIS"], "status_id": 3, "control": "5.3"},
    "resources": [{"uid": "sg-0a1b2c3d", "type": "AWS::EC2::SecurityGroup"}],
    "example_owner": "payments", "unmapped": {"example_owner": "payments"},
}
written = json.loads(ComplianceFinding.model_validate(finding).model_dump_json(exclude_none=True))
print("added:", {key: value for key, value in written.items() if key not in finding})
for before, after in ((finding, written), (finding["finding_info"], written["finding_info"])):
    print("lost:", [key for key in before if key not in after])
print("changed:", [key for key in written if key in finding and key != "finding_info" and written[key] != finding[key]])
PYTHON
venv/bin/python read.py | tee seen

cat >expected <<'TEXT'
added: {'category_name': 'Findings', 'class_name': 'ComplianceFinding'}
lost: ['example_owner']
lost: ['example_fingerprint']
changed: []
TEXT
diff expected seen || { echo "py-ocsf-models writes findings differently now"; exit 1; }
