#!/usr/bin/env bash
# Hardwood (Java): files opened together are read by the positions of the first one's columns; source and destination are exchanged.
#
# Guess:   openAll() checks that the files' schemas fit, so a column that is asked for by name is that column in each of them.
# Seen:    the check is by name, and the reading by position. A second file with the same columns in another order gives srcaddr for
#          dstaddr and srcport for dstport, without an error, and a filter on srcaddr drops its rows. One with a column more
#          (pkt-dstaddr) gives that one for dstaddr. The project knows and has mended it (its pull request 906); this release has it.
# Matters: a flow log that was recreated with other fields or another order puts both kinds of file under one prefix, and evidence of
#          where traffic goes is then evidence of where it came from. pyarrow reads the same files by name. Open each file alone.
# Seen with dev.hardwood:hardwood-core 1.0.1.Final on JDK 25 (it needs 21), files by pyarrow 26.0.1, 2026-11-29.
set -euo pipefail
java=
for home in "${JAVA_HOME:-/none}" /usr/lib/jvm/*; do
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
  if [ "${major:-0}" -ge 21 ]; then java=$home/bin/java; fi
done
[ -n "$java" ] || { echo "no JDK of 21 or later was found: set JAVA_HOME to one"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy \
  -Dartifact=dev.hardwood:hardwood-core:1.0.1.Final -DoutputDirectory="$work" >/dev/null 2>&1
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install pyarrow==26.0.1
venv/bin/python - <<'PYTHON'
import pyarrow as pa, pyarrow.parquet as pq

def write(name, **columns):
    kinds = {field: pa.int32() if field.endswith("port") else pa.string() for field in columns}
    table = pa.table({field: pa.array([value], kinds[field]) for field, value in columns.items()})
    pq.write_table(table, name + ".parquet", compression="gzip")

write("first", srcaddr="10.0.0.5", dstaddr="198.51.100.7", srcport=40001, dstport=443)
write("order", dstaddr="203.0.113.9", srcaddr="10.0.0.5", dstport=8443, srcport=40002)
write("wider", srcaddr="10.0.0.5", pkt_dstaddr="203.0.113.9", dstaddr="10.0.0.9", srcport=40002, dstport=8443)
PYTHON

cat >Seen.java <<'JAVA'
import dev.hardwood.InputFile;
import dev.hardwood.reader.FilterPredicate;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import java.nio.file.Path;
import java.util.List;

class Seen {
    public static void main(String[] args) throws Exception {
        for (String second : List.of("order", "wider")) {
            for (boolean filtered : List.of(false, true)) {
                List<InputFile> files = List.of(InputFile.of(Path.of("first.parquet")), InputFile.of(Path.of(second + ".parquet")));
                StringBuilder rows = new StringBuilder();
                try (ParquetFileReader reader = ParquetFileReader.openAll(files)) {
                    ParquetFileReader.RowReaderBuilder builder =
                            reader.buildRowReader().projection(ColumnProjection.columns("srcaddr", "dstaddr", "dstport"));
                    if (filtered) {
                        builder = builder.filter(FilterPredicate.eq("srcaddr", "10.0.0.5"));
                    }
                    try (RowReader row = builder.build()) {
                        while (row.hasNext()) {
                            row.next();
                            rows.append(" ").append(row.getString("srcaddr")).append(">").append(row.getString("dstaddr"))
                                    .append(":").append(row.getInt("dstport"));
                        }
                    }
                }
                System.out.println(second + (filtered ? " where srcaddr = 10.0.0.5:" : ":") + rows);
            }
        }
    }
}
JAVA
"$java" --enable-native-access=ALL-UNNAMED -cp hardwood-core-1.0.1.Final.jar Seen.java 2>/dev/null | tee seen

cat >expected <<'TEXT'
order: 10.0.0.5>198.51.100.7:443 203.0.113.9>10.0.0.5:40002
order where srcaddr = 10.0.0.5: 10.0.0.5>198.51.100.7:443
wider: 10.0.0.5>198.51.100.7:443 10.0.0.5>203.0.113.9:40002
wider where srcaddr = 10.0.0.5: 10.0.0.5>198.51.100.7:443 10.0.0.5>203.0.113.9:40002
TEXT
diff expected seen || { echo "Hardwood reads several files differently now"; exit 1; }
