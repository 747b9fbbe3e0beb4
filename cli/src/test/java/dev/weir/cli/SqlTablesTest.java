package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as the command line names them, without an engine; the engines are tested in their rooms. */
class SqlTablesTest {

    @TempDir
    Path folder = Path.of("");

    private Weir.Said observe(String... words) {
        List<String> all = new ArrayList<>(List.of("observe"));
        all.addAll(List.of(words));
        return new Weir(folder).run(all.toArray(String[]::new));
    }

    @Test
    void printsTheStatementOfADayAndAsksNobody() {
        Weir.Said said = observe(
                "--trino",
                "https://trino.invalid",
                "--table",
                "hive.logs.vpc_flow_logs",
                "--print-sql",
                "--account",
                "111122223333");

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isEqualTo(ExitCode.CLEAN);
        Golden.matches("observe-trino.sql", said.out());
    }

    @Test
    void printsTheSameStatementForAthenaWithoutCredentials() {
        Weir.Said said = observe("--athena", "logs.flows", "--print-sql");

        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("FROM \"AwsDataCatalog\".\"logs\".\"flows\"\n  WHERE \"date\" = DATE '2026-11-21'\n");
    }

    @Test
    void printsOneStatementForEachDay() {
        Weir.Said said = observe(
                "--trino",
                "https://trino.invalid",
                "--table",
                "\"a.b\".logs.\"x\"\"y\"",
                "--print-sql",
                "--from",
                "2026-10-01",
                "--to",
                "2026-10-02",
                "--log-format",
                "${interface-id} ${dstaddr} ${dstport} ${end}",
                "--partitions",
                "`aws-region` string, year string, month string, day int");

        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("FROM \"a.b\".\"logs\".\"x\"\"y\"")
                .contains("\"year\" = '2026' AND \"month\" = '10' AND \"day\" = 1")
                .contains("\"year\" = '2026' AND \"month\" = '10' AND \"day\" = 2")
                .contains("CAST(NULL AS varchar) AS srcaddr");
        assertThat(said.out().split("-- what ended on ")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--table a.b.c                                            | `--table` needs `--trino URL`",
                "--print-sql                                              | `--print-sql` needs `--athena TABLE` or `--trino URL`",
                "--workgroup w                                            | `--workgroup` needs `--athena TABLE`",
                "--athena t --trino https://t --table a.b.c               | `--athena` and `--trino` exclude each other",
                "--athena a.b.c.d --print-sql                             | `--athena`: expected [[catalog.]database.]table, found `a.b.c.d`",
                "--athena t --out p                                       | `--athena` reads day by day: name the first by `--from DAY`, or give `--last 30d`",
                "--athena t --out p --last 1d --output-location /tmp      | `--output-location`: expected s3://bucket/prefix/, found `/tmp`",
                "--trino https://t                                        | `--trino` needs `--table catalog.schema.table`",
                "--trino https://t --table b.c --print-sql                | `--table`: expected catalog.schema.table, found `b.c`",
                "--trino https://t --table a.b.c. --print-sql             | `--table`: expected catalog.schema.table, found `a.b.c.`",
                "--trino https://t --table a.b.c --out p                  | `--trino` reads day by day: name the first by `--from DAY`, or give `--last 30d`",
                "--trino https://t --table a.b.c --out p --last 1d --discover | `--discover` is for flow logs, and not for a table",
                "--trino https://t --table a.b.c --out p --last 1d --partitions x | `--partitions` needs `--print-sql`; else the engine is asked for them",
                "--trino https://t --table a.b.c --out p --from 2026-11-01T06:00Z | a table is read by whole days, UTC: give `--from` and `--to` as days such as 2026-10-23",
                "--trino t --table a.b.c --out p --last 1d                | `--trino`: expected an address such as https://trino.example.com:8443"
            })
    void refusesWhatDoesNotFitTogether(String words, String sentence) {
        Weir.Said said = observe(words.strip().split(" "));

        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).startsWith("weir observe: " + sentence + "\n");
    }

    @Test
    void readsNoDayThatIsNotOver() {
        Weir.Said said = observe("--trino", "https://t", "--table", "a.b.c", "--out", "p", "--from", "2026-11-22");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .isEqualTo("weir: no day from 2026-11-22 on is over, so there is none to read; help: start earlier\n");
    }

    @Test
    void saysThatNobodyAnswersAndNoSecret() throws java.io.IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String inventory = new Weir(folder).file("groups.json", "{\"SecurityGroups\": []}");

        Weir.Said said = new Weir(folder)
                .with("WEIR_TRINO_TOKEN", "s3cret")
                .run(
                        "observe",
                        "--trino",
                        "http://127.0.0.1:" + port,
                        "--table",
                        "a.b.c",
                        "--inventory",
                        inventory,
                        "--last",
                        "2d",
                        "--out",
                        folder.resolve("p").toString());

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .startsWith("weir: Trino at `127.0.0.1:" + port + "` cannot be reached: ConnectException")
                .doesNotContain("s3cret");
        assertThat(folder.resolve("p")).doesNotExist();
    }
}
