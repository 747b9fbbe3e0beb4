#!/usr/bin/env bash
# Prefix tries of Python: does ::/0 cover 10.0.0.1? No, yes, and yes with addresses mixed up, by which library it is.
#
# Guess:   a trie that takes both families keeps them apart: an IPv4 address is found below 0.0.0.0/0, never below ::/0.
# Seen:    py-radix: apart. pysubnettree: IPv4 lies inside IPv6 as ::ffff:0:0/96, so ::/0 covers 10.0.0.1, and prefixes() lists
#          10.0.0.0/8 as ::ffff:10.0.0.0/104. pytricia: one tree of bits, so 10.0.0.0/8 is a00::/8 as well: the IPv6 address a00::1
#          finds the IPv4 entry, and an IPv4 address that is in none finds ::/0.
# Matters: destinations are looked up in such tries to name them (a prefix list, a subnet, an owner). With rules of both families in
#          one trie, an IPv4 flow is explained by the ::/0 rule: it looks permitted by a rule that EC2 never applies to it.
# Seen with py-radix 1.1.0, pysubnettree 0.38.1, pytricia 1.3.0 on Python 3.11, 2026-11-29;
# two of them are built from source, with a C compiler.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install py-radix==1.1.0 pysubnettree==0.38.1 pytricia==1.3.0

cat >read.py <<'PYTHON'
import pytricia, radix, SubnetTree

def fill(trie, keep):
    for prefix in ("10.0.0.0/8", "::/0"):
        keep(trie, prefix)
    return trie

rad = fill(radix.Radix(), lambda trie, prefix: trie.add(prefix))
sub = fill(SubnetTree.SubnetTree(), lambda trie, prefix: trie.insert(prefix, prefix))
tri = fill(pytricia.PyTricia(128), lambda trie, prefix: trie.insert(prefix, prefix))

def found(node):
    return node.prefix if node else None

for address in ("10.0.0.1", "192.0.2.1", "a00::1"):
    print(f"{address:<10} radix {found(rad.search_best(address))}, subnettree {sub[address] if address in sub else None}, "
          f"pytricia {tri.get(address)}")
print("subnettree lists", sorted(sub.prefixes()))
PYTHON
venv/bin/python read.py | tee seen

cat >expected <<'TEXT'
10.0.0.1   radix 10.0.0.0/8, subnettree 10.0.0.0/8, pytricia 10.0.0.0/8
192.0.2.1  radix None, subnettree ::/0, pytricia ::/0
a00::1     radix ::/0, subnettree ::/0, pytricia 10.0.0.0/8
subnettree lists ['::/0', '::ffff:10.0.0.0/104']
TEXT
diff expected seen || { echo "a prefix trie keeps the families differently now"; exit 1; }
