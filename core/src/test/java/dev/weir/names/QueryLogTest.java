package dev.weir.names;

import static dev.weir.names.LoggedBytes.address;
import static dev.weir.names.LoggedBytes.alias;
import static dev.weir.names.LoggedBytes.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowReading;
import dev.weir.flow.MalformedLine;
import dev.weir.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query log says, in every shape that AWS gives it in; and what is none. */
class QueryLogTest {

    private static final String ONE =
            line("2026-11-21T06:20:01Z", "vpc-1", "10.0.0.5", "API.Example.com", address("192.0.2.7"));
    private static final String TWO = line(
            "2026-11-21T06:20:02Z",
            "vpc-1",
            "10.0.0.6",
            "cdn.example.com",
            alias("d1.cdn.example.net") + "," + alias("edge.cdn.example.net") + "," + address("192.0.2.8") + ","
                    + address("192.0.2.9"));

    private final List<Query> queries = new ArrayList<>();

    private FlowReading read(LoggedBytes object) {
        return QueryLog.read(object, queries::add);
    }

    private void assertBothAreRead(String text) {
        FlowReading reading = read(LoggedBytes.of(text));

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.malformed()).isZero();
        assertThat(reading.records()).isEqualTo(2);
        assertThat(queries)
                .containsExactly(
                        new Query(
                                Instant.parse("2026-11-21T06:20:01Z"),
                                "api.example.com",
                                Optional.of("vpc-1"),
                                IpAddress.parse("10.0.0.5"),
                                Optional.of("i-0a1b"),
                                false,
                                List.of(IpAddress.parse("192.0.2.7")),
                                List.of()),
                        new Query(
                                Instant.parse("2026-11-21T06:20:02Z"),
                                "cdn.example.com",
                                Optional.of("vpc-1"),
                                IpAddress.parse("10.0.0.6"),
                                Optional.of("i-0a1b"),
                                false,
                                List.of(IpAddress.parse("192.0.2.8"), IpAddress.parse("192.0.2.9")),
                                List.of("d1.cdn.example.net", "edge.cdn.example.net")));
    }

    @Test
    void readsALineForEachQuery() {
        assertBothAreRead(ONE + "\n\n" + TWO + "\r\n");
    }

    @Test
    void readsWhatAStreamPutsOneBehindTheOther() {
        assertBothAreRead(ONE + TWO);
    }

    @Test
    void readsAnArrayAndPrettyPrint() {
        assertBothAreRead("[\n" + ONE.replace(",", ",\n  ") + ",\n" + TWO + "\n]\n");
    }

    @Test
    void readsObjectsThatAreSpreadOverLines() {
        assertBothAreRead(ONE.replace(",\"", ",\n\"") + "\n" + TWO.replace(",\"", ",\n\"") + "\n");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    @Test
    void readsTheMessagesOfLogEvents() {
        assertBothAreRead("{\"events\": [{\"timestamp\": 1, \"message\": " + quoted(ONE) + "},\n {\"message\": "
                + quoted(TWO) + "}], \"searchedLogStreams\": []}");
    }

    @Test
    void readsWhatASubscriptionDelivers() {
        assertBothAreRead(
                "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"CWL CONTROL MESSAGE: ok\"}]}"
                        + "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"id\":\"1\",\"message\":" + quoted(ONE)
                        + "},{\"id\":\"2\",\"message\":" + quoted(TWO) + "}]}");
    }

    @Test
    void readsWhatLogsInsightsAnswers() {
        assertBothAreRead("{\"results\": [[{\"field\": \"@message\", \"value\": " + quoted(ONE)
                + "}, {\"field\": \"@ptr\", \"value\": \"x\"}],\n[{\"field\": \"@message\", \"value\": " + quoted(TWO)
                + "}]], \"status\": \"Complete\"}");
    }

    @Test
    void readsMessagesAloneInAnArray() {
        assertBothAreRead("[\n" + quoted(ONE) + ",\n" + quoted(TWO) + "]");
    }

    @Test
    void readsWhatIsPacked() {
        FlowReading reading = read(LoggedBytes.of(ONE + "\n" + TWO + "\n").packed());

        assertThat(reading.complete()).isTrue();
        assertThat(queries).hasSize(2);
    }

    @Test
    void saysThatMoreEventsExist() {
        FlowReading reading =
                read(LoggedBytes.of("{\"events\": [{\"message\": " + quoted(ONE) + "}], \"nextToken\": \"t\"}"));

        assertThat(reading.records()).isEqualTo(1);
        assertThat(reading.problem()).get().asString().startsWith("holds a `nextToken`");
    }

    @Test
    void aBrokenLineCostsNoOtherAndIsCounted() {
        FlowReading reading = read(LoggedBytes.of(String.join(
                "\n",
                ONE.substring(0, 90),
                ONE,
                "oops",
                ONE.replace("2026-11-21T06:20:01Z", "yesterday"),
                ONE.replace("192.0.2.7", "192.0.2.777"),
                ONE.replace("10.0.0.5", "-"),
                ONE.replace("API", "x".repeat(1100)),
                TWO)));

        assertThat(reading.records()).isEqualTo(2);
        assertThat(reading.malformed()).isEqualTo(6);
        assertThat(reading.complete()).isFalse();
        assertThat(reading.samples()).extracting(MalformedLine::line).containsExactly(1L, 3L, 4L);
        assertThat(reading.samples())
                .extracting(MalformedLine::reason)
                .last()
                .isEqualTo("query_timestamp is `yesterday`, expected a time such as `2026-11-21T06:20:00Z`");
    }

    @Test
    void aLineTooLongToBeOneIsCountedAndNotKept() {
        String endless = "{\"query_name\":\"" + "x".repeat(3 << 20) + "\"}";

        FlowReading reading = read(LoggedBytes.of(ONE + "\n" + endless + "\n" + TWO));

        assertThat(reading.records()).isEqualTo(2);
        assertThat(reading.samples()).extracting(MalformedLine::line).containsExactly(2L);
    }

    @Test
    void whatIsCutOffIsSaidAndWhatStandsBeforeIsRead() {
        byte[] packed = LoggedBytes.of(IntStream.range(0, 5000)
                        .mapToObj(i -> ONE.replace("10.0.0.5", "10.0." + i / 256 + "." + i % 256))
                        .reduce("", (all, one) -> all + one + "\n"))
                .packed()
                .content();

        FlowReading reading = read(new LoggedBytes("q.log.gz", Arrays.copyOf(packed, packed.length - 100)));

        assertThat(reading.problem()).isPresent();
        assertThat(reading.records()).isPositive();
    }

    @Test
    void whatHasNoAddressNamesNothing() {
        read(LoggedBytes.of(
                ONE.replace("NOERROR", "NXDOMAIN") + "\n" + ONE.replace("\"Type\":\"A\"", "\"Type\":\"TXT\"")));

        assertThat(queries)
                .hasSize(2)
                .allSatisfy(query -> assertThat(query.addresses()).isEmpty());
    }

    @Test
    void knowsWhatCameThroughAnEndpoint() {
        read(LoggedBytes.of(ONE.replace(
                "{\"instance\":\"i-0a1b\"}",
                "{\"resolver_endpoint\":\"rslvr-in-1\",\"resolver_network_interface\":\"rni-1\"}")));

        assertThat(queries).singleElement().satisfies(query -> {
            assertThat(query.throughEndpoint()).isTrue();
            assertThat(query.instance()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0 2017-12-13T08:16:02.130Z Z123412341234 example.com A NOERROR UDP FRA6 192.0.2.1 -"
                        + "|a public hosted zone's query log, which says what resolvers asked and not who connects",
                "2 111122223333 eni-1235b8ca 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK"
                        + "|VPC flow logs",
                "version account-id interface-id srcaddr dstaddr srcport dstport|VPC flow logs",
                "21-Nov-2026 06:20:01.123 queries: info: client @0x7f 10.0.0.5#4000: query: api.example.com IN A +"
                        + "|a DNS server's own log",
                "hello|text that is no Resolver query log",
                "{\"Records\":[{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"Root\"},\"eventSource\":\"x\"}]}|CloudTrail",
                "{\"class_uid\":4003,\"query\":{\"hostname\":\"a\"}}|OCSF events, as Security Lake has them",
                "{\"SecurityGroups\": [{\"GroupId\": \"sg-1\"}]}|JSON that is no Resolver query log",
                "{\"a\":|what is no JSON"
            })
    void whatIsNoQueryLogIsNamed(String textAndKind) {
        int bar = textAndKind.lastIndexOf('|');
        FlowReading reading = read(LoggedBytes.of(textAndKind.substring(0, bar)));

        assertThat(reading.isPassedOver()).isTrue();
        assertThat(reading.declined()).contains(textAndKind.substring(bar + 1));
        assertThat(queries).isEmpty();
    }

    /** As an hour of a log group is in which nobody asked for anything. */
    @Test
    void anEmptyObjectIsWholeAndHoldsNothing() {
        FlowReading reading = read(LoggedBytes.of(""));

        assertThat(reading.complete()).isTrue();
        assertThat(reading.isPassedOver()).isFalse();
    }

    @Test
    void thePageShowsWhatIsRead() throws IOException {
        String page =
                Files.readString(Path.of(System.getProperty("weir.root", "..")).resolve("docs/formats/query-logs.md"));
        String[] parts = page.split("```json\\n|```\\n", -1);

        for (int sample = 1; sample < parts.length; sample += 2) {
            queries.clear();
            assertThat(read(LoggedBytes.of(parts[sample])).complete()).isTrue();
            assertThat(queries).singleElement().satisfies(query -> {
                assertThat(query.name()).isEqualTo("www.example.com");
                assertThat(query.addresses()).hasSize(1);
            });
        }
        assertThat(parts).hasSize(5);
    }

    @Test
    void parquetAndUnknownPackingAreNamed() {
        assertThat(read(LoggedBytes.of("PAR1xxxx")).declined()).contains("Parquet");
        assertThat(read(LoggedBytes.of("BZh91AY")).problem()).get().asString().startsWith("is bzip2");
    }

    @Test
    void whatIsNamedLikeAQueryLogAndIsNoneIsDamaged() {
        LoggedBytes empty = LoggedBytes.of("")
                .named("AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a1b/2026/11/21/"
                        + "vpc-0a1b_vpcdnsquerylogs_111122223333_20261121T0620Z_1a2b3c4d.log.gz");

        assertThat(read(empty).problem())
                .contains("holds nothing, expected Resolver query logs, as its name says; help: was it copied whole");
    }

    /** Whatever is cut out of a good file, the reading ends, and nothing is made up. */
    @Test
    void anyMutationIsReadToItsEnd() {
        String good = ONE + "\n" + TWO + "\n";
        for (int seed = 0; seed < 500; seed++) {
            java.util.Random random = new java.util.Random(seed);
            int from = random.nextInt(good.length());
            int to = Math.min(good.length(), from + random.nextInt(40));
            String mutated = good.substring(0, from) + (random.nextBoolean() ? "" : "\"]{") + good.substring(to);
            queries.clear();

            FlowReading reading = read(LoggedBytes.of(mutated));

            assertThat(queries).as("seed %d", seed).hasSize((int) reading.records());
            assertThat(reading.records()
                            + reading.malformed()
                            + (reading.problem().isPresent() ? 1 : 0)
                            + (reading.declined().isPresent() ? 1 : 0))
                    .as("seed %d: %s", seed, mutated)
                    .isPositive();
        }
    }
}
