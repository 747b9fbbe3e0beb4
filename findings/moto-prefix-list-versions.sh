#!/usr/bin/env bash
# moto: a managed prefix list takes a change to an old version, loses the changes since, and holds more than it may.
#
# Guess:   CurrentVersion is a lock: a change that names another version than the current one is refused, as EC2 does. MaxEntries
#          is a limit. What a call does not name stays.
# Seen:    a change to version 1 while the list is at 2 is answered as done, builds version 3 on version 1, and so takes away what
#          version 2 added. A list of at most 2 entries takes a third. A change of entries that names no PrefixListName takes the
#          name away, so that the next look-up by name finds nothing.
# Matters: whoever keeps lists at published ranges relies on that lock against two runs at once, and on the limit to fail whole.
#          Both look right in a test against moto whatever the tool does, and the look-up by name fails where EC2's would not.
# Seen with moto 5.2.1 and boto3 1.44.5 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install 'moto[ec2]==5.2.1' boto3==1.44.5 botocore==1.44.5

cat >seen.py <<'PYTHON'
import boto3, moto

with moto.mock_aws():
    ec2 = boto3.client("ec2", "eu-west-1", aws_access_key_id="none", aws_secret_access_key="none")
    made = ec2.create_managed_prefix_list(
        PrefixListName="vendor", AddressFamily="IPv4", MaxEntries=2, Entries=[{"Cidr": "192.0.2.0/24"}])["PrefixList"]
    name = made["PrefixListId"]

    def change(version, cidr):
        ec2.modify_managed_prefix_list(PrefixListId=name, CurrentVersion=version, AddEntries=[{"Cidr": cidr}])
        entries = ec2.get_managed_prefix_list_entries(PrefixListId=name)["Entries"]
        shown = ec2.describe_managed_prefix_lists(PrefixListIds=[name])["PrefixLists"][0]
        print(f"to version {version}:", sorted(e["Cidr"] for e in entries), "now version", shown["Version"],
              "named", shown.get("PrefixListName"))
        return sorted(e["Cidr"] for e in entries), shown

    first, shown = change(1, "198.51.100.0/25")
    assert not shown.get("PrefixListName"), "the name stays now: this finding is over in part"
    stale, _ = change(1, "203.0.113.0/24")
    assert stale == ["192.0.2.0/24", "203.0.113.0/24"], "a stale version is refused now, or loses nothing"
    full, shown = change(3, "10.0.0.0/8")
    assert len(full) == 3 and shown["MaxEntries"] == 2, "the limit holds now: this finding is over in part"
PYTHON
venv/bin/python seen.py
echo "seen: a stale version is taken and loses a change, two entries are three, and the name is gone"
