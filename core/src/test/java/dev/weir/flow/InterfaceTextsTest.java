package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lines of a few interfaces whose texts repeat, change, come back and change their format. */
class InterfaceTextsTest {

    private static final List<String> HEADERS = List.of(
            "version account-id interface-id bytes vpc-id subnet-id instance-id tcp-flags region az-id",
            "version account-id region interface-id subnet-id vpc-id bytes",
            "version account-id interface-id vpc-id bytes instance-id region",
            "version account-id bytes subnet-id interface-id");

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void everyTextIsReadAndEqualVersionsMeanEqualTexts() {
        for (int round = 0; round < 200; round++) {
            StringBuilder content = new StringBuilder();
            List<Map<String, String>> expected = new ArrayList<>();
            Map<String, String> said = new HashMap<>();
            for (int piece = 0; piece < 4; piece++) {
                String header = HEADERS.get(random.nextInt(HEADERS.size()));
                content.append(header).append('\n');
                for (int line = 0; line < 30; line++) {
                    expected.add(line(header.split(" "), said, content));
                }
            }
            Versions sink = new Versions();
            FlowReading reading = CollectingSink.read(sink, content.toString().getBytes(StandardCharsets.UTF_8));

            assertThat(reading.samples()).as("round %s", round).isEmpty();
            assertThat(sink.texts).as("round %s", round).isEqualTo(expected);
            assertThat(sink.contradictions).as("round %s", round).isEmpty();
            assertThat(sink.known).as("records that repeat, round %s", round).isPositive();
        }
    }

    private Map<String, String> line(String[] columns, Map<String, String> said, StringBuilder content) {
        String id = "eni-0123456" + random.nextInt(4);
        Map<String, String> expected = new HashMap<>();
        List<String> line = new ArrayList<>();
        for (String column : columns) {
            String value = switch (column) {
                case "interface-id" -> id;
                case "version" -> "5";
                case "bytes", "tcp-flags" -> Integer.toString(random.nextInt(60_000));
                default -> said(id + column, column, said);
            };
            line.add(value);
            if (!value.equals("-")) {
                expected.put(column, value);
            }
        }
        content.append(String.join(" ", line)).append('\n');
        return expected;
    }

    /** Mostly what was said before; sometimes something else, longer or shorter or nothing. */
    private String said(String key, String column, Map<String, String> said) {
        if (random.nextInt(25) == 0 || !said.containsKey(key)) {
            said.put(
                    key,
                    switch (random.nextInt(5)) {
                        case 0 -> "-";
                        case 1 -> column;
                        case 2 -> column + "-" + "0123456789abcdef".repeat(random.nextInt(5));
                        case 3 -> column + "-" + random.nextInt(3);
                        default -> "x".repeat(1 + random.nextInt(40));
                    });
        }
        return said.get(key);
    }

    /** Keeps what the records say, and whether equal versions ever said different things. */
    private static final class Versions implements FlowSink {

        private static final List<FlowField> TEXTS = List.of(
                FlowField.ACCOUNT_ID, FlowField.VPC_ID, FlowField.SUBNET_ID, FlowField.INSTANCE_ID, FlowField.REGION);

        private final List<Map<String, String>> texts = new ArrayList<>();
        private final Map<String, List<Integer>> byVersion = new HashMap<>();
        private final List<String> contradictions = new ArrayList<>();
        private int known;

        @Override
        public Set<FlowField> fields() {
            return Set.of(
                    FlowField.VERSION,
                    FlowField.ACCOUNT_ID,
                    FlowField.INTERFACE_ID,
                    FlowField.BYTES,
                    FlowField.VPC_ID,
                    FlowField.SUBNET_ID,
                    FlowField.INSTANCE_ID,
                    FlowField.TCP_FLAGS,
                    FlowField.REGION,
                    FlowField.AZ_ID);
        }

        @Override
        public void record(FlowRecord record) {
            long version = record.interfaceTexts();
            Map<String, String> said = new HashMap<>();
            List<Integer> tokens = new ArrayList<>();
            for (FlowField field : fields()) {
                if (record.has(field)) {
                    said.put(
                            field.awsName(),
                            field.kind() == FlowField.Kind.TOKEN
                                    ? record.tokens().text(record.token(field))
                                    : Long.toString(record.number(field)));
                }
            }
            TEXTS.forEach(field -> tokens.add(record.token(field)));
            List<Integer> before = byVersion.putIfAbsent(record.interfaceId() + "/" + version, tokens);
            if (version != 0 && before != null) {
                known++;
                if (!before.equals(tokens)) {
                    contradictions.add("line " + record.line() + ": " + said);
                }
            }
            texts.add(said);
        }
    }
}
