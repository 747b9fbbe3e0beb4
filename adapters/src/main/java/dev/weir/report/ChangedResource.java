package dev.weir.report;

import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ReportedFinding.Exposed;
import dev.weir.finding.ReportedFinding.OpenPorts;
import dev.weir.finding.ReportedFinding.ReportedResource;
import dev.weir.finding.ReportedFinding.Rule;
import dev.weir.finding.Severity;
import dev.weir.net.Ratio;
import dev.weir.operation.Difference;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became different of one resource in the same way, its readings together, in words without markup.
 *
 * @param kind in which way
 * @param differences one per reading, at least one
 */
record ChangedResource(Difference.Kind kind, List<Difference> differences) {

    ChangedResource {
        differences = List.copyOf(differences);
    }

    /** Of all differences, which come worst first, those of this kind by resource. */
    static List<ChangedResource> of(List<Difference> all, Difference.Kind kind) {
        Map<List<Object>, List<Difference>> byResource = new LinkedHashMap<>();
        for (Difference difference : all) {
            if (difference.kind() == kind) {
                ReportedResource resource = difference.latest().resource();
                List<Object> key = List.of(
                        resource.type(),
                        resource.id(),
                        resource.scope(),
                        resource.address().orElse(""));
                byResource.computeIfAbsent(key, same -> new ArrayList<>()).add(difference);
            }
        }
        return byResource.values().stream()
                .map(differences -> new ChangedResource(kind, differences))
                .toList();
    }

    ReportedResource resource() {
        return telling().latest().resource();
    }

    Severity severity() {
        return differences.stream()
                .map(difference -> difference.telling().severity())
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE);
    }

    /** The names of the readings, in their order. */
    String readings() {
        return differences.stream()
                .map(difference -> difference.latest().reading())
                .sorted()
                .map(reading -> reading.id())
                .collect(Collectors.joining(", "));
    }

    /** The difference that names most rules, which those of the other reading are among. */
    private Difference telling() {
        return differences.stream()
                .max(Comparator.comparingInt(
                        difference -> rules(difference.before()).size()
                                + rules(difference.after()).size()))
                .orElseThrow();
    }

    private static List<Rule> rules(Difference.State state) {
        return state.finding().map(ReportedFinding::rules).orElse(List.of());
    }

    /** The rules that open now and did not. */
    List<Rule> added() {
        return less(rules(telling().after()), rules(telling().before()));
    }

    /** The rules that opened and do not now. */
    List<Rule> removed() {
        return less(rules(telling().before()), rules(telling().after()));
    }

    private static List<Rule> less(List<Rule> rules, List<Rule> others) {
        return rules.stream().filter(rule -> !others.contains(rule)).distinct().toList();
    }

    /** Each value that became different, before and after: {@code severity medium to high}. */
    List<String> values() {
        List<String> values = new ArrayList<>(verdicts());
        Optional<ReportedFinding> was = telling().before().finding();
        Optional<ReportedFinding> is = telling().after().finding();
        if (kind == Difference.Kind.CHANGED && was.isPresent() && is.isPresent()) {
            if (was.get().suppressed().isPresent() && is.get().suppressed().isEmpty()) {
                values.add("suppressed no more");
            }
            add(
                    values,
                    "severity",
                    was.get().severity().toString(),
                    is.get().severity().toString());
        }
        if (was.isPresent() || is.isPresent()) {
            OpenPorts before = was.map(ReportedFinding::openPorts).orElse(new OpenPorts(0, 0));
            OpenPorts after = is.map(ReportedFinding::openPorts).orElse(new OpenPorts(0, 0));
            add(values, "open TCP ports", Counted.number(before.tcp()), Counted.number(after.tcp()));
            add(values, "open UDP ports", Counted.number(before.udp()), Counted.number(after.udp()));
            Exposed exposedBefore = was.map(ReportedFinding::exposure).orElse(new Exposed(0, 0));
            Exposed exposedAfter = is.map(ReportedFinding::exposure).orElse(new Exposed(0, 0));
            add(values, "exposure IPv4", percent(exposedBefore.ipv4()), percent(exposedAfter.ipv4()));
            add(values, "exposure IPv6", percent(exposedBefore.ipv6()), percent(exposedAfter.ipv6()));
        }
        return values;
    }

    /** {@code all-ports and any-port pass to fail}: the readings whose verdicts changed alike together. */
    private Collection<String> verdicts() {
        Map<String, String> readings = new LinkedHashMap<>();
        for (Difference difference : differences) {
            String was = difference.before().status();
            String is = difference.after().status();
            if (!was.equals(is)) {
                readings.merge(
                        was + " to " + is, difference.latest().reading().id(), (one, more) -> one + " and " + more);
            }
        }
        readings.replaceAll((change, names) -> names + " " + change);
        return readings.values();
    }

    private static void add(List<String> values, String what, String before, String after) {
        if (!before.equals(after)) {
            values.add(what + " " + before + " to " + after);
        }
    }

    /** The share that a double stands for, exactly, so that no small one is shown as nothing. */
    private static String percent(double share) {
        BigDecimal exact = BigDecimal.valueOf(Math.min(1, Math.max(0, share)));
        int scale = Math.max(0, exact.scale());
        return Percent.of(new Ratio(exact.movePointRight(scale).toBigIntegerExact(), BigInteger.TEN.pow(scale)));
    }

    /** Why decisions in code hide it now, each once; nothing where none does. */
    List<String> suppressions() {
        return differences.stream()
                .flatMap(difference -> difference.after().finding().stream())
                .flatMap(finding -> finding.suppressed().stream())
                .distinct()
                .map(reason -> "suppressed: " + reason)
                .toList();
    }

    /** Why it is not known, each reason once, without its help. */
    List<String> reasons() {
        return differences.stream()
                .flatMap(difference -> difference.reason().stream())
                .map(FindingWords::withoutHelp)
                .distinct()
                .toList();
    }
}
