#!/usr/bin/env bash
# Races `weir observe` in one process of one core against the same on a Spark cluster of two workers of one core, all on this machine:
# whole runs from the command to its answer, in turns, medians of wall time, and whether the profiles are the same bytes.
#
#   bench/spark-race.sh FLOWS INVENTORY [RUNS]
#
#   FLOWS, INVENTORY  of dev.weir.bench.FlowLogMaker: 40,000,000 records in 40 files make 2.4 GB
#   RUNS              default 5, after one that is not counted
#   SPARK_HOME        a Spark 4 with bin/spark-submit and jars
# weir and its job are taken from this checkout: mvn -B -q -Dquick -DskipTests package
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
flows=$(cd "$1" && pwd)
inventory=$(cd "$2" && pwd)
runs=${3:-5}
: "${SPARK_HOME:?names a Spark 4}"
work=$(mktemp -d)
export SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.13 WEIR_REBUILD=0
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
opens=$(sed -n 's:.*<spark.opens>\(.*\)</spark.opens>.*:\1:p' "$root/spark/pom.xml")
port=$((20000 + $$ % 20000))
daemons=()

finish() {
    for daemon in "${daemons[@]}"; do
        kill "$daemon" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT

# Starts a daemon of Spark and waits for a word in its log.
daemon() {
    local name=$1 word=$2
    shift 2
    # shellcheck disable=SC2086
    "$java" -Xmx256m $opens -cp "$SPARK_HOME/jars/*" "$@" >"$work/$name.log" 2>&1 &
    daemons+=($!)
    for ((tries = 0; tries < 600; tries++)); do
        grep -q "$word" "$work/$name.log" && return
        sleep 0.1
    done
    cat "$work/$name.log" >&2
    exit 1
}

daemon master elected org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port $((port + 1))
for worker in 1 2; do
    daemon "worker$worker" 'Successfully registered' org.apache.spark.deploy.worker.Worker --host 127.0.0.1 -c 1 -m 2500M \
        -d "$work/worker$worker" --webui-port $((port + 1 + worker)) "spark://127.0.0.1:$port"
done
mkdir "$work/conf"
cat >"$work/conf/spark-defaults.conf" <<END
spark.driver.bindAddress 127.0.0.1
spark.driver.host 127.0.0.1
spark.driver.memory 2g
spark.executor.memory 2g
spark.executor.cores 1
spark.ui.enabled false
END
export SPARK_CONF_DIR=$work/conf

# Prints the milliseconds of a run and leaves its profile at $work/NAME.
run() {
    local name=$1 begin
    shift
    rm -f "$work/$name"
    begin=$(date +%s%N)
    "$@" >"$work/$name.out" 2>&1 || { cat "$work/$name.out" >&2; exit 1; }
    echo $((($(date +%s%N) - begin) / 1000000))
}

one() { run one taskset -c 0 "$root/weir" observe "$flows" --inventory "$inventory" --threads 1 --out "$work/one"; }
two() { run two "$root/weir" observe "$flows" --inventory "$inventory" --spark "spark://127.0.0.1:$port" --out "$work/two"; }
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

one >/dev/null
two >/dev/null
cmp "$work/one" "$work/two"
for ((turn = 1; turn <= runs; turn++)); do
    one | tee -a "$work/ones"
    two | tee -a "$work/twos"
done | paste - - | awk '{ printf "one process %d ms, two workers %d ms\n", $1, $2 }'
awk -v one="$(median <"$work/ones")" -v two="$(median <"$work/twos")" 'BEGIN {
    printf "medians: one process of one core %.1f s, two workers of one core %.1f s: %.2f times\n", one / 1000, two / 1000, one / two }'
echo "the profiles are the same bytes ($(stat -c %s "$work/one"))"
