#!/usr/bin/env bash
# ClickHouse: an IPv4 address in an IPv6 column equals itself, is found by a trie, and is in no IPv4 range.
#
# Guess:   IPv6 is the column type for both families, so what holds for 10.2.2.2 as IPv4 holds for it as IPv6.
# Seen:    toIPv6('10.2.2.2') = toIPv4('10.2.2.2') is true, and an ip_trie dictionary finds it below 10.0.0.0/8. But
#          isIPAddressInRange() of it and 10.0.0.0/8 is false, and of it and ::/0 is true; for the IPv4 type it is the reverse.
#          In a trie with ::/0, addresses of both types fall through to ::/0.
# Matters: flow logs hold both families in dstaddr, and one column of type IPv6 is the obvious table. "How much of this goes to
#          10.0.0.0/8" then answers nothing, and what uses the rule for ::/0 counts all IPv4 traffic.
# Seen with chdb 4.4.0 (ClickHouse 26.9.2.1) on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install chdb==4.4.0 chdb-core==26.9.0

cat >ask.py <<'PYTHON'
from chdb import session

clickhouse = session.Session()
print("equal:", clickhouse.query("select toIPv6('10.2.2.2') = toIPv4('10.2.2.2')", "TSV"), end="")
for setup in (
    "create database rules",
    "create table rules.open (prefix String, rule String) engine = Memory",
    "insert into rules.open values ('10.0.0.0/8', 'ten'), ('::/0', 'six')",
    "create dictionary rules.trie (prefix String, rule String) primary key prefix "
    "source(clickhouse(db 'rules' table 'open')) layout(ip_trie) lifetime(0)",
):
    clickhouse.query(setup)
for address in ("toIPv4('10.2.2.2')", "toIPv6('10.2.2.2')", "toIPv4('192.0.2.1')", "toIPv6('192.0.2.1')"):
    asked = f"""select isIPAddressInRange({address}, '10.0.0.0/8'), isIPAddressInRange({address}, '::/0'),
                       dictGetOrDefault('rules.trie', 'rule', tuple({address}), 'none')"""
    ten, six, trie = str(clickhouse.query(asked, "TSV")).split()
    print(f"{address}: in 10.0.0.0/8 {ten}, in ::/0 {six}, trie {trie}")
PYTHON
venv/bin/python ask.py | tee seen

cat >expected <<'TEXT'
equal: 1
toIPv4('10.2.2.2'): in 10.0.0.0/8 1, in ::/0 0, trie ten
toIPv6('10.2.2.2'): in 10.0.0.0/8 0, in ::/0 1, trie ten
toIPv4('192.0.2.1'): in 10.0.0.0/8 0, in ::/0 0, trie six
toIPv6('192.0.2.1'): in 10.0.0.0/8 0, in ::/0 1, trie six
TEXT
diff expected seen || { echo "ClickHouse treats IPv4 in IPv6 columns differently now"; exit 1; }
