#!/usr/bin/env bash
# How long two programs take to scan the sample, once their class-data archives are made: in turns, medians of wall and processor
# time, and the ratio of the first to the second.
#
#   bench/start.sh /path/to/archive/weir ./weir [TURNS]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
first=$1 second=$2 turns=${3:-21}
export WEIR_REBUILD=0
TIMEFORMAT='%R %U %S'

# Prints wall and processor time of one scan.
scan() {
    { time "$1" scan "$root/examples/acme" >/dev/null 2>&1 || true; } 2>&1 | awk '{ print $1, $2 + $3 }'
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

scan "$first" >/dev/null
scan "$second" >/dev/null
mine='' others=''
for ((turn = 0; turn < turns; turn++)); do
    mine+=$(scan "$first")$'\n'
    others+=$(scan "$second")$'\n'
done
for column in 1 2; do
    one=$(awk -v column=$column 'NF { print $column }' <<<"$mine" | median)
    other=$(awk -v column=$column 'NF { print $column }' <<<"$others" | median)
    awk -v what="$( ((column == 1)) && echo wall || echo processor)" -v one="$one" -v other="$other" \
        'BEGIN { printf "%s: %.2f s, %.2f s, ratio %.2f\n", what, one, other, one / other }'
done
