#!/usr/bin/env bash
# Cloud Custodian: Cidr with Ports: [443] also matches rules without ports, and "egress: matched" revokes all traffic with 443.
#
# Guess:   Ports narrows what Cidr matched to rules that name one of these ports; what has no ports is left alone.
# Seen:    a permission without FromPort has no opinion on Ports, and Cidr decides alone: the rule for all traffic (-1) and one for
#          ESP (50) are matched beside tcp 443, and so is every range of ports that holds 443. MatchedIpPermissionsEgress is what
#          remove-permissions revokes, whole permissions each.
# Matters: a policy meant to take an open 443 away after a narrow rule was added also takes the rule that databases, DNS and tunnels
#          still rely on. IpProtocol: tcp beside Ports keeps it to what is written.
# Seen with c7n 0.9.53 on Python 3.11, 2026-11-29, on groups given as data; nothing is called.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install c7n==0.9.53

cat >match.py <<'PYTHON'
from c7n.config import Config
from c7n.policy import PolicyCollection
from c7n.resources import load_resources

load_resources(("aws.security-group",))
CONFIG = Config.empty(region="us-east-1", account_id="111122223333", output_dir="out", cache="", log_group=None)

def rule(protocol, *ports):
    names = dict(zip(("FromPort", "ToPort"), ports))
    return {"IpProtocol": protocol, **names, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}

RULES = [rule("-1"), rule("50"), rule("tcp", 443, 443), rule("tcp", 400, 500), rule("tcp", 22, 22), rule("icmp", 8, -1)]

def matched(**keys):
    data = {"policies": [{"name": "p", "resource": "aws.security-group", "filters": [{"type": "egress", **keys}]}]}
    (policy,) = PolicyCollection.from_data(data, CONFIG)
    group = {"GroupId": "sg-0a1b2c3d", "GroupName": "g", "OwnerId": "111122223333", "IpPermissions": [], "IpPermissionsEgress": RULES}
    (found,) = policy.resource_manager.filter_resources([group])
    return [" ".join(str(part) for part in (rule["IpProtocol"], rule.get("FromPort"), rule.get("ToPort")) if part is not None)
            for rule in found["MatchedIpPermissionsEgress"]]

anywhere = {"value": "0.0.0.0/0"}
print("Cidr, Ports:", matched(Cidr=anywhere, Ports=[443]))
print("Cidr, Ports, IpProtocol:", matched(Cidr=anywhere, Ports=[443], IpProtocol="tcp"))
PYTHON
venv/bin/python -W ignore match.py | tee seen

cat >expected <<'TEXT'
Cidr, Ports: ['-1', '50', 'tcp 443 443', 'tcp 400 500']
Cidr, Ports, IpProtocol: ['tcp 443 443', 'tcp 400 500']
TEXT
diff expected seen || { echo "Custodian matches ports differently now"; exit 1; }
