package dev.weir.names;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a log is that is not Resolver's: told by its first line, or by the members of its first object. */
final class OtherLog {

    /** {@code 1.0 2017-12-13T08:16:02.130Z Z123412341234 example.com A NOERROR UDP FRA6 192.0.2.1 -}. */
    private static final Pattern PUBLIC_ZONE =
            Pattern.compile("\\d\\.\\d \\d{4}-\\d\\d-\\d\\dT\\S+Z Z[A-Z0-9]+ \\S+ [A-Z0-9]+ [A-Z]+ \\S+ [A-Z]{3}.*");

    private static final Pattern FLOW_LOG =
            Pattern.compile("(?:\\d{1,2} (?:\\d{12}|unknown) .*|.*\\b(?:interface-id|srcaddr dstaddr)\\b.*)");

    private static final Pattern SERVER =
            Pattern.compile(".*\\b(?:query: |queries: |query\\[A{1,4}\\] |dnsmasq|named\\[|unbound).*");

    private OtherLog() {}

    static String of(String line) {
        if (PUBLIC_ZONE.matcher(line).matches()) {
            return "a public hosted zone's query log, which says what resolvers asked and not who connects";
        }
        if (FLOW_LOG.matcher(line).matches()) {
            return "VPC flow logs";
        }
        if (SERVER.matcher(line).matches()) {
            return "a DNS server's own log";
        }
        return "text that is no Resolver query log";
    }

    static String of(MemberNames members) {
        if (members.texts.containsKey("class_uid") || members.names.contains("class_uid")) {
            return "OCSF events, as Security Lake has them";
        }
        if (members.names.contains("eventVersion") || members.names.contains("userIdentity")) {
            return "CloudTrail";
        }
        if (members.names.contains("dstaddr") || members.names.contains("dst_addr")) {
            return "VPC flow logs";
        }
        return "JSON that is no Resolver query log";
    }

    /** The members of an object, as far as they tell what it is. */
    static final class MemberNames {

        private static final Set<String> PAIR = Set.of("field", "value");
        private static final int MOST = 64;

        private final Set<String> names = new HashSet<>();
        private final Map<String, String> texts = new java.util.HashMap<>();

        void name(String name) {
            if (names.size() < MOST) {
                names.add(name);
            }
        }

        void text(String name, String text) {
            name(name);
            if (PAIR.contains(name) || name.equals("class_uid")) {
                texts.putIfAbsent(name, text);
            }
        }

        /** The log event in a field of a Logs Insights answer, if this is one. */
        Optional<String> message() {
            return "@message".equals(texts.get("field")) ? Optional.ofNullable(texts.get("value")) : Optional.empty();
        }

        /** Whether it is more than the wrapping around records. */
        boolean isRecord() {
            return !names.isEmpty() && !PAIR.containsAll(names);
        }
    }
}
