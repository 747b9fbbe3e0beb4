package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weir observe} from the command line to the exit code. */
class ObserveCommandTest {

    private static final String HEADER =
            "interface-id account-id srcaddr dstaddr srcport dstport protocol packets bytes start"
                    + " end action log-status tcp-flags flow-direction";
    /** 2026-11-20 06:00 UTC. */
    private static final long AT = 1_795_154_400;

    private static final long DAY = 86_400;

    @TempDir
    Path folder = Path.of("");

    private Weir weir() {
        Weir weir = new Weir(folder);
        World.in(weir);
        return weir;
    }

    private static String connection(String networkInterface, String destination, int port, long at) {
        return "%s 111122223333 10.0.0.5 %s 40000 %d 6 1 60 %d %d ACCEPT OK 2 egress\n"
                .formatted(networkInterface, destination, port, at, at + 9);
    }

    private static String log(String... lines) {
        return HEADER + "\n" + String.join("", lines);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private String file(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, content).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Weir.Said observe(Weir weir, String out, String... words) {
        String[] typed = Arrays.copyOf(
                new String[] {"observe", "--inventory", weir.name("acme"), "--out", weir.name(out)}, 5 + words.length);
        System.arraycopy(words, 0, typed, 5, words.length);
        return weir.run(typed);
    }

    private static String records(Weir.Said said) {
        return said.out().replaceAll("(?s).*: ([0-9,]+) records? of ([0-9]+) files?.*", "$1 of $2");
    }

    @Test
    void readsTextGzipAndLinesOfACloudWatchExportInOneRun() {
        Weir weir = weir();
        weir.file("flows/a.log", log(connection("eni-1", "192.0.2.1", 443, AT)));
        file("flows/b.log.gz", gzip(log(connection("eni-1", "192.0.2.2", 443, AT))));
        weir.file("flows/c.json", """
                { "events": [ { "logStreamName": "eni-2-all", "timestamp": 1, "message":
                  "2 111122223333 eni-2 10.0.0.6 192.0.2.3 40000 443 6 1 60 %d %d ACCEPT OK" } ] }
                """.formatted(AT, AT + 5));
        weir.file(
                "flows/d.txt",
                "2 111122223333 eni-2 10.0.0.6 192.0.2.4 40000 443 6 1 60 %d %d ACCEPT OK\n".formatted(AT, AT + 5));

        Weir.Said said = observe(weir, "t.profile", weir.name("flows"));

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(records(said)).isEqualTo("4 of 4");
        assertThat(said.out())
                .contains("4 outbound connections")
                .contains("next: weir scan DIR/acme --traffic DIR/t.profile");
    }

    @Test
    void readsLinesWithoutHeaderByTheFormatThatIsGiven() {
        Weir weir = weir();
        String flows =
                weir.file("flows.log", "ACCEPT eni-1 %d %d 6 443 40000 192.0.2.9 10.0.0.5\n".formatted(AT, AT + 5));

        Weir.Said without = observe(weir, "a.profile", flows);
        Weir.Said with = observe(
                weir,
                "b.profile",
                flows,
                "--log-format",
                "${action} ${interface-id} ${start} ${end} ${protocol} ${dstport} ${srcport} ${dstaddr} ${srcaddr}");

        assertThat(without.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(without.err()).contains("DIR/flows.log: 1 line could not be read");
        assertThat(with.err()).isEmpty();
        assertThat(with.exit()).isZero();
        assertThat(records(with)).isEqualTo("1 of 1");
    }

    @Test
    void readsParquetBesideText() throws IOException {
        Weir weir = weir();
        weir.file("flows/a.log", log(connection("eni-1", "192.0.2.1", 443, AT)));
        file(
                "flows/b.log.parquet",
                Files.readAllBytes(Path.of("../adapters/src/test/resources/flows/pyarrow-dashes-gzip.log.parquet")));

        Weir.Said said = observe(weir, "t.profile", weir.name("flows"));

        assertThat(said.err())
                .isEqualTo("weir: DIR/flows/b.log.parquet: 1 line could not be read; line 5 `dstaddr` is `300.1.1.1`,"
                        + " expected an IPv4 or IPv6 address\n");
        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(records(said)).isEqualTo("5 of 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from 2026-11-20                             | 2 of 2",
                "--from 2026-01-01 --to 2026-11-19             | 1 of 1",
                "--from 2026-11-20 --to 2026-11-20             | 1 of 1",
                "--from 2026-11-20T06:00Z --to 2026-11-20T07:00Z | 1 of 1",
                "--last 3d                                     | 2 of 3",
                "--account 444455556666                        | 1 of 1",
                "--region eu-west-1                            | 2 of 2",
                "--account 111122223333 --region eu-west-1 --region us-east-1 | 2 of 2"
            })
    void opensOnlyWhatIsAskedFor(String options, String expected) {
        Weir weir = weir();
        String plain = "flows/AWSLogs/111122223333/vpcflowlogs/eu-west-1/";
        file(plain + "2026/11/19/a.log.gz", gzip(log(connection("eni-1", "192.0.2.1", 443, AT - DAY))));
        file(plain + "2026/11/20/a.log.gz", gzip(log(connection("eni-1", "192.0.2.2", 443, AT))));
        file(
                "flows/AWSLogs/aws-account-id=444455556666/aws-service=vpcflowlogs/aws-region=us-east-1/year=2026/month=11/day=21/a.log.gz",
                gzip(log(connection("eni-2", "192.0.2.3", 443, AT + DAY)).replace("111122223333", "444455556666")));
        file(plain.replace("1111", "7777").replace("eu-", "ap-") + "2025/01/01/a.log.gz", new byte[] {0x1f, 0x1f});

        Weir.Said said = observe(weir, "t.profile", (weir.name("flows") + " " + options).split(" "));

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.err()).contains("unopened, whose names lie outside of what was asked for");
        assertThat(records(said)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--region us-east-1    | 1 outbound connection (a lower bound) by 1 network interface of 1 security group: of what was asked for; the profile holds 2 interfaces",
                "--account 444455556666 | 1 outbound connection (a lower bound) by 1 network interface of 1 security group: of what was asked for; the profile holds 2 interfaces",
                "--group sg-88         | 1 outbound connection (a lower bound) by 1 network interface of 1 security group: of what was asked for; the profile holds 2 interfaces",
                "--region eu-west-1 --region us-east-1 | 3 outbound connections (a lower bound) by 2 network interfaces of 2 security groups"
            })
    void sumsUpOnlyWhatWasAskedForOfAProfileThatHoldsMore(String options, String expected) {
        Weir weir = new Weir(folder);
        weir.file("acme/111122223333/eu-west-1/eni.json", """
            { "NetworkInterfaces": [ { "NetworkInterfaceId": "eni-77", "Groups": [ { "GroupId": "sg-77" } ],
              "PrivateIpAddress": "10.0.0.5", "OwnerId": "111122223333" } ] }
            """);
        weir.file("acme/444455556666/us-east-1/eni.json", """
            { "NetworkInterfaces": [ { "NetworkInterfaceId": "eni-88", "Groups": [ { "GroupId": "sg-88" } ],
              "PrivateIpAddress": "10.0.0.5", "OwnerId": "444455556666" } ] }
            """);
        String flows = weir.file(
                "flows.log",
                log(
                        connection("eni-77", "192.0.2.1", 443, AT),
                        connection("eni-77", "192.0.2.2", 443, AT),
                        connection("eni-88", "192.0.2.3", 443, AT).replace("111122223333", "444455556666")));
        observe(weir, "t.profile", flows);

        Weir.Said said = observe(weir, "t.profile", (flows + " " + options).split(" "));

        assertThat(said.out().replaceAll("\\s+", " ")).contains(" " + expected + " ambiguous ");
        assertThat(said.out()).endsWith("next: weir scan DIR/acme --traffic DIR/t.profile\n");
    }

    @Test
    void takesOnlyTheInterfacesOfAGroup() {
        Weir weir = weir();
        weir.file("acme/eni.json", """
                { "NetworkInterfaces": [ { "NetworkInterfaceId": "eni-77", "Groups": [ { "GroupId": "sg-77" } ],
                  "PrivateIpAddress": "10.0.0.5", "OwnerId": "111122223333" } ] }
                """);
        String flows = weir.file(
                "flows.log",
                log(connection("eni-77", "192.0.2.1", 443, AT), connection("eni-78", "192.0.2.2", 443, AT)));

        Weir.Said said = observe(weir, "t.profile", flows, "--group", "sg-77");
        Weir.Said nobody = observe(weir, "u.profile", flows, "--group", "sg-78");

        assertThat(records(said)).isEqualTo("1 of 1");
        assertThat(nobody.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(nobody.err()).contains("no interface in the inventory is associated with `sg-78`");
        assertThat(Files.exists(folder.resolve("u.profile"))).isFalse();
    }

    @Test
    void partitioningDoesNotMatter() {
        Weir weir = weir();
        for (int i = 0; i < 12; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 0; n < 50 + i; n++) {
                text.append(connection("eni-" + (n + i) % 5, "192.0.2." + (n * 7 + i) % 250, 443, AT + n * 60L));
            }
            file("flows/" + i + ".log.gz", gzip(log(text.toString())));
        }
        List<String> files = java.util.stream.IntStream.range(0, 12)
                .mapToObj(i -> weir.name("flows/" + i + ".log.gz"))
                .toList();
        String[] half = files.subList(0, 5).toArray(String[]::new);
        String[] rest = files.subList(5, 12).toArray(String[]::new);

        observe(weir, "one.profile", weir.name("flows"), "--threads", "1");
        observe(weir, "eight.profile", weir.name("flows"), "--threads", "8");
        observe(weir, "added.profile", rest);
        observe(weir, "added.profile", half);
        observe(weir, "half.profile", half);
        observe(weir, "rest.profile", rest);
        Weir.Said merged = observe(weir, "merged.profile", weir.name("rest.profile"), weir.name("half.profile"));

        assertThat(merged.exit()).as(merged.err()).isZero();
        assertThat(bytes("one.profile")).isNotEmpty();
        for (String other : List.of("eight.profile", "added.profile", "merged.profile")) {
            assertThat(bytes(other)).as(other).isEqualTo(bytes("one.profile"));
        }
    }

    @Test
    void skipsWhatTheProfileHoldsAlready() {
        Weir weir = weir();
        String flows = weir.file("flows/a.log", log(connection("eni-1", "192.0.2.1", 443, AT)));
        observe(weir, "t.profile", flows);
        byte[] before = bytes("t.profile");
        weir.file("flows/copy-of-a.log", log(connection("eni-1", "192.0.2.1", 443, AT)));

        Weir.Said again = observe(weir, "t.profile", weir.name("flows"));

        assertThat(again.exit()).isZero();
        assertThat(again.err())
                .isEqualTo("weir: skipped 2 files that the profile already holds, such as DIR/flows/a.log\n");
        assertThat(bytes("t.profile")).isEqualTo(before);
    }

    @Test
    void tomorrowsLastDaysKnowTodaysFilesAgain() {
        Weir weir = weir();
        String place = "flows/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/";
        file(place + "20/a.log.gz", gzip(log(connection("eni-1", "192.0.2.1", 443, AT))));
        file(place + "21/a.log.gz", gzip(log(connection("eni-1", "192.0.2.2", 443, AT + DAY))));
        observe(weir, "t.profile", weir.name("flows"), "--last", "3d");

        Weir.Said again = observe(weir, "t.profile", weir.name("flows"), "--last", "60h");

        assertThat(again.exit()).isZero();
        assertThat(records(again)).isEqualTo("2 of 2");
        assertThat(again.err()).contains("skipped 2 files that the profile already holds");
    }

    @Test
    void anotherPartOfAFileIsRefusedBecauseItWouldCountTwice() {
        Weir weir = weir();
        String flows = weir.file(
                "flows.log",
                log(connection("eni-1", "192.0.2.1", 443, AT), connection("eni-1", "192.0.2.1", 443, AT + DAY)));
        observe(weir, "t.profile", flows, "--to", "2026-11-20");
        observe(weir, "all.profile", flows);

        Weir.Said more = observe(weir, "t.profile", flows, "--to", "2026-11-21");
        Weir.Said merged = observe(weir, "t.profile", weir.name("all.profile"));

        assertThat(more.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(more.err()).contains("DIR/flows.log: was observed before, but another part of it");
        assertThat(records(more)).isEqualTo("1 of 1");
        assertThat(merged.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(merged.err()).contains("`DIR/all.profile` cannot be added: it holds another part of 1 input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncated", "corrupt", "junk", "bomb", "empty", "zip", "link"})
    void readsTheRestAndSaysWhatWasLost(String kind) throws IOException {
        Weir weir = weir();
        weir.file("flows/good.log", log(connection("eni-1", "192.0.2.1", 443, AT)));
        byte[] whole = gzip(log(connection("eni-2", "192.0.2.2", 443, AT).repeat(2000)));
        byte[] junk = new byte[5000];
        new java.util.Random(1).nextBytes(junk);
        byte[] corrupt = whole.clone();
        corrupt[corrupt.length / 2] ^= 0x55;
        switch (kind) {
            case "truncated" -> file("flows/bad.log.gz", Arrays.copyOf(whole, whole.length - 12));
            case "corrupt" -> file("flows/bad.log.gz", corrupt);
            case "junk" -> file("flows/bad.log", junk);
            case "bomb" -> file("flows/bad.log.gz", gzip("\0".repeat(48 << 20)));
            case "empty" -> file("flows/bad.log", new byte[0]);
            case "zip" -> file("flows/bad.log", new byte[] {'P', 'K', 3, 4, 0, 0});
            default -> Files.createSymbolicLink(folder.resolve("flows/bad.log"), folder.resolve("nowhere"));
        }

        Weir.Said said = observe(weir, "t.profile", weir.name("flows"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains("DIR/flows/bad.log")
                .doesNotContain("\0")
                .doesNotContain("Exception");
        assertThat(said.err().length()).as("what was said").isLessThan(2500);
        assertThat(said.out()).contains("t.profile: ").contains("outbound connection");
        assertThat(bytes("t.profile")).isNotEmpty();
    }

    @Test
    void declinesTransitGatewayLogsInASentence() {
        Weir weir = weir();
        weir.file("flows/good.log", log(connection("eni-1", "192.0.2.1", 443, AT)));
        weir.file(
                "flows/tgw.log",
                "version resource-type account-id tgw-id tgw-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes"
                        + " start end log-status\n"
                        + "6 TransitGateway 111122223333 tgw-1 tgw-attach-1 10.0.0.1 10.1.0.1 1 2 6 1 60 " + AT + " "
                        + AT
                        + " OK\n");

        Weir.Said said = observe(weir, "t.profile", weir.name("flows"));

        assertThat(said.exit()).isZero();
        assertThat(said.err())
                .isEqualTo("weir: passed over 1 file without VPC flow logs (1 of Transit Gateway flow logs, taken after"
                        + " the security group and so no evidence), such as DIR/flows/tgw.log\n");
    }

    @Test
    void passesOverWhatAwsPutsBesideTheFlowLogsOfACentralBucket() {
        Weir weir = weir();
        String logs = "bucket/AWSLogs/111122223333/";
        file(
                logs
                        + "vpcflowlogs/eu-west-1/2026/11/20/111122223333_vpcflowlogs_eu-west-1_fl-0a1_20261120T0605Z_a.log.gz",
                gzip(log(connection("eni-1", "192.0.2.1", 443, AT))));
        file(logs + "CloudTrail/eu-west-1/2026/11/20/a.json.gz", new byte[] {0x1f, 0x1f});
        file(logs + "elasticloadbalancing/eu-west-1/2026/11/20/a.log.gz", new byte[] {0x1f, 0x1f});
        file(logs + "Config/ConfigWritabilityCheckFile", new byte[0]);
        weir.file(logs + "ELBAccessLogTestFile", "Enable AccessLog for ELB: x at 2026-11-20T03:05:00Z\n");
        weir.file("bucket/README.md", "What the start and the end of these are.\n");

        Weir.Said said = observe(weir, "t.profile", weir.name("bucket"));

        assertThat(said.err())
                .startsWith("weir: passed over 5 files without VPC flow logs (2 of AWS's own tests, 1 of CloudTrail,"
                        + " 1 of elasticloadbalancing, 1 of text), such as DIR/bucket/")
                .containsOnlyOnce("\n");
        assertThat(said.exit()).isZero();
        assertThat(records(said)).isEqualTo("1 of 1");
    }

    @Test
    void doesNotPassOverWhatWasNamedNorAllOfIt() {
        Weir weir = weir();
        String readme = weir.file("flows/README.md", "Nothing yet.\n");

        Weir.Said named = observe(weir, "t.profile", readme);
        Weir.Said all = observe(weir, "t.profile", weir.name("flows"));

        assertThat(named.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(named.err()).isEqualTo("weir: DIR/flows/README.md: holds text, expected a flow log\n");
        assertThat(all.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(all.err()).startsWith("weir: DIR/flows: holds no flow log; help: give a folder of flow logs\n");
    }

    @Test
    void namesTheFieldThatAFormatLacksAndTheRecordsThatAreLostForIt() {
        Weir weir = weir();
        weir.file("flows/good.log", log(connection("eni-1", "192.0.2.1", 443, AT)));
        String poor = HEADER.replace(" dstport", "") + "\n"
                + connection("eni-2", "192.0.2.2", 443, AT)
                        .replace(" 443 ", " ")
                        .repeat(3);
        weir.file("flows/poor-1.log", poor);
        weir.file("flows/poor-2.log", poor.replace("eni-2", "eni-3"));

        Weir.Said said = observe(weir, "t.profile", weir.name("flows"));
        Weir.Said again = observe(weir, "t.profile", weir.name("flows"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .isEqualTo("weir: DIR/flows/poor-1.log and 1 other file: the log format has no `dstport`, so nothing"
                        + " can be learned from 6 records; help: observe a flow log whose format has ${dstport}\n");
        assertThat(said.out())
                .contains("unusable      85.7 % of 7 records: without dstport (6)")
                .contains("by 1 network interface");
        assertThat(again.exit()).as("nothing new was lost").isZero();
        assertThat(again.out()).contains("unusable");
    }

    @Test
    void namesAMisspeltField() {
        Weir weir = weir();
        String header = weir.file(
                "a.log", HEADER.replace("dstport", "dst-port") + "\n" + connection("eni-1", "192.0.2.1", 443, AT));
        String lines = weir.file("b.log", "ACCEPT eni-1 %d 6 443 40000 192.0.2.9 10.0.0.5\n".formatted(AT));

        Weir.Said inHeader = observe(weir, "a.profile", header);
        Weir.Said given = observe(
                weir,
                "b.profile",
                lines,
                "--log-format",
                "${action} ${interface-id} ${start} ${protocol} ${dstport} ${srcport} ${dest-addr} ${srcaddr}");

        assertThat(inHeader.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(inHeader.err()).contains("has no `dstport` (but `dst-port`, which is no known field)");
        assertThat(inHeader.out()).contains("nothing can be learned from 1 record of 1 file");
        assertThat(given.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(given.err()).contains("has no `dstaddr` (but `dest-addr`, which is no known field)");
    }

    @Test
    void parquetWhoseColumnsHaveOtherNamesIsCountedNamedAndFailsAGate() throws IOException {
        Weir weir = weir();
        try (InputStream poor =
                Objects.requireNonNull(getClass().getResourceAsStream("/flows/engines/pyarrow-other-names.parquet"))) {
            file("flows/poor.parquet", poor.readAllBytes());
        }
        weir.file("flows/good.log", log(connection("eni-0001", "203.0.113.20", 443, AT - DAY)));

        Weir.Said said = observe(weir, "t.profile", weir.name("flows"));
        String group = "sg-0c4d5e6f";
        Weir.Said explained =
                weir.run("explain", group, "--inventory", weir.name("acme"), "--traffic", weir.name("t.profile"));
        Weir.Said planned = weir.run(
                "plan",
                group,
                "--inventory",
                weir.name("acme"),
                "--traffic",
                weir.name("t.profile"),
                "--format",
                "json");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .isEqualTo(
                        "weir: DIR/flows/poor.parquet: the log format has no `srcport`, `dstport` (but"
                                + " `source-port-number`, `destination-port-number`, which are no known fields), so nothing can be"
                                + " learned from 2 records; help: observe a flow log whose format has ${srcport}, ${dstport}\n");
        assertThat(said.out()).contains("unusable      66.6 % of 3 records: without srcport (2), dstport (2)");
        assertThat(explained.out()).contains("without srcport (2), dstport (2)");
        assertThat(planned.out()).containsPattern("\"gate\": ?\"lost-records\"|\"name\": ?\"lost-records\"");
        assertThat(planned.exit()).isEqualTo(ExitCode.FOUND);
    }

    @Test
    void aRecordOfNoInterfaceIsTakenForARegionalGatewaysUnlessThereAreNoOthers() {
        Weir weir = weir();
        String gateway = connection("-", "192.0.2.1", 443, AT);
        String mixed = weir.file("mixed.log", log(gateway, connection("eni-1", "192.0.2.1", 443, AT)));
        String alone = weir.file("alone.log", log(gateway));

        Weir.Said with = observe(weir, "a.profile", mixed);
        Weir.Said without = observe(weir, "b.profile", alone);

        assertThat(with.exit()).isZero();
        assertThat(with.err()).contains("1 record of no interface");
        assertThat(without.exit()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void theRecordsOfAFormatWithoutInterfacesMayBeTheGroups() {
        Weir weir = weir();
        weir.file("acme/eni.json", """
            { "NetworkInterfaces": [ { "NetworkInterfaceId": "eni-77", "Groups": [ { "GroupId": "sg-77" } ],
              "PrivateIpAddress": "10.0.0.5", "OwnerId": "111122223333" } ] }
            """);
        String flows = weir.file(
                "flows.log", log(connection("eni-77", "192.0.2.1", 443, AT)).replaceAll("(interface-id|eni-77) ", ""));

        Weir.Said said = observe(weir, "t.profile", flows, "--group", "sg-77");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("the log format has no `interface-id`");
    }

    @Test
    void anEmptyFolderAndAFolderOfNothingAreNoAnswer() throws IOException {
        Weir weir = weir();
        Files.createDirectories(folder.resolve("empty"));

        Weir.Said said = observe(weir, "t.profile", weir.name("empty"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("DIR/empty: holds no file");
        assertThat(said.out()).contains("no flow record was read");
    }

    @Test
    void leavesAForeignFileAlone() {
        Weir weir = weir();
        String flows = weir.file("flows.log", log(connection("eni-1", "192.0.2.1", 443, AT)));
        weir.file("notes.txt", "precious\n");

        Weir.Said said = observe(weir, "notes.txt", flows);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).startsWith("weir: `DIR/notes.txt`: ");
        assertThat(weir.content("notes.txt")).isEqualTo("precious\n");
        assertThat(weir.names()).noneMatch(name -> name.endsWith(".part"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void saysThatTheProfileCannotBeSavedAndNothingElse(String threads) {
        Weir weir = weir();
        String flows = weir.file("flows.log", log(connection("eni-1", "192.0.2.1", 443, AT)));

        Weir.Said said = observe(weir, "nowhere/t.profile", flows, "--threads", threads);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("t.profile` cannot be written: its folder does not exist");
        assertThat(said.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observe --out t                                   | missing",
                "observe flows                                     | `--out FILE` is missing",
                "observe flows --out t --from yesterday            | `--from`: expected a day",
                "observe flows --out t --to 2026-13-01             | `--to`: expected a day",
                "observe flows --out t --last 3w                   | `--last`: expected a number of days or hours",
                "observe flows --out t --last 3d --from 2026-11-01 | `--last` and `--from` exclude each other",
                "observe flows --out t --from 2026-11-02 --to 2026-11-01 | the period ends before it begins",
                "observe flows --out t --account 12                | `--account`: expected twelve digits",
                "observe flows --out t --threads 0                 | `--threads`: expected 1 to 256",
                "observe flows --out t --log-format nonsense!      | `--log-format`: `nonsense!` is no field name",
                "observe flows --out t --spark yarn --threads 2    | `--spark` and `--threads` exclude each other",
                "observe --discover --out t --spark yarn           | `--spark` and `--discover` exclude each other",
                "observe - --out t --spark yarn                    | `-` cannot be read on a cluster",
                "observe arn:aws:logs:eu-west-1:111122223333:log-group:x --out t --spark yarn | cannot be read on a cluster"
            })
    void explainsWhatWasTypedWrong(String line, String sentence) {
        Weir.Said said = new Weir(folder).run((line + " --inventory nowhere").split(" "));

        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(sentence).contains("help: weir observe --help");
    }
}
