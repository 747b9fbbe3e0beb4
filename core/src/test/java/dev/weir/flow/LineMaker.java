package dev.weir.flow;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** Flow-log text by seed: formats of any columns in any order, values right, at the edge and wrong. */
final class LineMaker {

    private static final List<String> ADDRESSES = List.of(
            "0.0.0.0",
            "255.255.255.255",
            "10.0.0.1",
            "192.0.2.33",
            "1.22.133.4",
            "256.1.1.1",
            "1.2.3",
            "1.2.3.4.5",
            "01.2.3.4",
            "1..2.3",
            ".1.2.3",
            "1.2.3.",
            "1.2.3.4a",
            "1.2.3.1234",
            "-1.2.3.4",
            "2001:db8::1",
            "::",
            "2001:DB8:0:1:2:3:4:5",
            "::ffff:192.0.2.1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            ":1:2",
            "1:2:",
            "12345::",
            "fe80::1%eth0",
            "::1.2.3.256",
            "--",
            "x",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "0.0.0.00",
            "2a05:d018:7e1:9a03:4007:e246:bc8c:c32a",
            "2a05:d018:7e1:9a03:4007:e246:bc8c:c32b",
            "ABCD:ef01:2345:6789:abcd:EF01:2345:6789",
            "2001:db8:0:1::5",
            "2001:db8::1:0:0:1",
            "2001:db8:0:1:1:1:1:12345",
            "2001:db8:0:1:1:1:1:g",
            "2001:db8:0:1::1::1",
            "2001:db8:::1",
            "2001:0db8:0000:0001:0000:0000:0000:0001",
            "64:ff9b::192.0.2.33",
            "2001:db8:0000:0000:0000:0000:0000:00001",
            "2001:db8:0:1:1:1:1:1%eth0");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "22",
            "443",
            "65535",
            "65536",
            "255",
            "256",
            "12345678",
            "123456789",
            "1418530010",
            "1234567890123456",
            "12345678901234567",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999",
            "007",
            "-1",
            "+1",
            "1.5",
            "1e3",
            "12a",
            "a12",
            "0x10",
            "--",
            "253402300799",
            "253402300800",
            "1234567/",
            "1234567:",
            "00000000000000000001");

    private static final List<String> TOKENS = List.of(
            "eni-1235b8ca123456789",
            "eni-1",
            "e",
            "12345678",
            "123456789",
            "unknown",
            "arn:aws:ecs:eu-west-1:1:x/y",
            "tag%20with%C3%A9",
            "\u00e9t\u00e9",
            "a-very-long-token-that-takes-more-than-three-words",
            "\u007f",
            "OK");

    private static final List<String> CHOICES = List.of(
            "ACCEPT", "REJECT", "OK", "NODATA", "SKIPDATA", "ingress", "egress", "ACCEPTX", "ok", "egres", "OKX");

    private final SplittableRandom random;
    private final long seed;

    LineMaker(long seed) {
        this.random = new SplittableRandom(seed);
        this.seed = seed;
    }

    /** Which fields the sink of this seed wants: action among them, so that headers are told from records. */
    Set<FlowField> wanted() {
        if (seed % 3 == 0) {
            return FlowField.all();
        }
        SplittableRandom choice = new SplittableRandom(-seed);
        Set<FlowField> wanted = EnumSet.of(FlowField.VERSION);
        for (FlowField field : FlowField.all()) {
            if (choice.nextInt(3) > 0) {
                wanted.add(field);
            }
        }
        return wanted;
    }

    /** Some formats, each with some lines. */
    byte[] content() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int formats = 1 + random.nextInt(3);
        for (int format = 0; format < formats; format++) {
            List<String> columns = columns();
            add(content, String.join(" ", columns), "\n");
            int lines = random.nextInt(400);
            for (int line = 0; line < lines; line++) {
                add(content, line(columns), random.nextInt(20) == 0 ? "\r\n" : "\n");
            }
        }
        if (random.nextBoolean()) {
            add(content, line(List.of("version")), "");
        }
        return content.toByteArray();
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(FlowField.all().stream()
                .map(FlowField::awsName)
                .filter(name -> random.nextInt(3) > 0)
                .toList());
        columns.add("unheard-of");
        columns.remove("version");
        columns.remove("account-id");
        Collections.shuffle(columns, new Random(seed));
        columns.add(0, "account-id");
        columns.add(0, "version");
        return columns;
    }

    private String line(List<String> columns) {
        boolean careless = random.nextInt(3) == 0;
        StringBuilder line = new StringBuilder();
        Map<String, String> addresses = new HashMap<>();
        for (String column : columns) {
            boolean wrong = careless && random.nextInt(columns.size()) == 0;
            String value = wrong ? anything() : value(column);
            if (column.endsWith("addr")) {
                value = column.startsWith("pkt-") && random.nextInt(4) > 0
                        ? addresses.getOrDefault(column.substring(4), value)
                        : value;
                addresses.putIfAbsent(column.replace("pkt-", ""), value);
            }
            line.append(line.isEmpty() ? "" : separator(careless)).append(value);
        }
        if (random.nextInt(60) == 0) {
            line.append(" ");
        }
        if (random.nextInt(200) == 0) {
            line.append(" x".repeat(random.nextInt(20_000)));
        }
        return line.toString();
    }

    private String separator(boolean careless) {
        if (!careless || random.nextInt(20) > 0) {
            return " ";
        }
        return List.of("  ", "\t", "   ", " \t ", "\u0000", "\u000b").get(random.nextInt(6));
    }

    private String value(String column) {
        if (random.nextInt(12) == 0) {
            return "-";
        }
        FlowField field = FlowField.named(column).orElse(FlowField.VPC_ID);
        return switch (field.kind()) {
            case NUMBER -> Long.toString(random.nextLong(1 + (field.largest() - 1 >>> random.nextInt(40))));
            case ADDRESS ->
                random.nextInt(5) == 0
                        ? "2001:db8:%x::%x".formatted(random.nextInt(65536), random.nextInt(65536))
                        : random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(30) + "."
                                + random.nextInt(256);
            case TOKEN -> TOKENS.get(random.nextInt(TOKENS.size()));
            case ACTION -> CHOICES.get(random.nextInt(2));
            case LOG_STATUS -> CHOICES.get(2 + random.nextInt(3));
            case DIRECTION -> CHOICES.get(5 + random.nextInt(2));
        };
    }

    private String anything() {
        List<List<String>> all = List.of(ADDRESSES, NUMBERS, TOKENS, CHOICES);
        List<String> some = all.get(random.nextInt(all.size()));
        return random.nextInt(40) == 0 ? "y".repeat(1000 + random.nextInt(100)) : some.get(random.nextInt(some.size()));
    }

    private static void add(ByteArrayOutputStream content, String text, String end) {
        content.writeBytes((text + end).getBytes(StandardCharsets.UTF_8));
    }
}
