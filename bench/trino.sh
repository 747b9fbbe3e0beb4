#!/usr/bin/env bash
# Runs the statement of `weir observe --trino` on a real Trino of this machine, over files that weir reads beside it, and ends it.
#
#   bench/trino.sh
#
#   TRINO_JAVA_HOME  a JDK 24 or later; default: temurin-25 where Debian has it
#   TRINO_CACHE      where the server is kept, 0.9 GB; default: ~/.cache/weir-trino
# The server comes from Maven's repository: io.trino:trino-server:476:tar.gz, 0.8 GB.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
version=476
cache=${TRINO_CACHE:-$HOME/.cache/weir-trino}
java=${TRINO_JAVA_HOME:-/usr/lib/jvm/temurin-25-jdk-amd64}/bin/java
home=$cache/trino-server-$version
port=$((20000 + $$ % 20000))
work=$(mktemp -d)
server=

finish() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

if [ ! -d "$home" ]; then
    mkdir -p "$cache"
    mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
        -Dartifact=io.trino:trino-server:$version:tar.gz -DoutputDirectory="$work"
    tar -xzf "$work/trino-server-$version.tar.gz" -C "$work"
    rm "$work/trino-server-$version.tar.gz"
    mv "$work/trino-server-$version" "$home"
fi

mkdir -p "$work/etc/catalog" "$work/plugin" "$work/files/metastore" "$work/files/iceberg"
ln -s "$home/plugin/hive" "$home/plugin/iceberg" "$work/plugin"
cat >"$work/etc/config.properties" <<PROPERTIES
coordinator=true
node-scheduler.include-coordinator=true
http-server.http.port=$port
http-server.http.enabled=true
discovery.uri=http://127.0.0.1:$port
query.max-memory=1GB
query.max-memory-per-node=900MB
plugin.dir=$work/plugin
PROPERTIES
cat >"$work/etc/catalog/hive.properties" <<PROPERTIES
connector.name=hive
hive.metastore=file
hive.metastore.catalog.dir=local:///metastore
hive.partition-projection-enabled=true
hive.allow-register-partition-procedure=true
fs.native-local.enabled=true
local.location=$work/files
PROPERTIES
cat >"$work/etc/catalog/iceberg.properties" <<PROPERTIES
connector.name=iceberg
iceberg.catalog.type=TESTING_FILE_METASTORE
hive.metastore.catalog.dir=local:///iceberg
fs.native-local.enabled=true
local.location=$work/files
PROPERTIES

cd "$work"
"$java" -Xmx2G --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dconfig=etc/config.properties -Dnode.environment=test -Dnode.id=weir -Dnode.data-dir="$work/data" \
    -cp "$home/lib/*" io.trino.server.TrinoServer >server.log 2>&1 &
server=$!
until curl -s "http://127.0.0.1:$port/v1/info" | grep -q '"starting":false'; do
    kill -0 "$server" || { tail -n 20 server.log; exit 1; }
    sleep 1
done

cd "$root"
mvn -B -ntp -Dquick -pl adapters -am -Dtest=TrinoPeerTest -Dsurefire.failIfNoSpecifiedTests=false -Dweir.excluded=none \
    -Dweir.trino="http://127.0.0.1:$port" -Dweir.trino.files="$work/files" test
