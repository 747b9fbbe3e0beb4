package dev.weir.report;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.names.Certainty;
import dev.weir.names.NamedDestinations;
import dev.weir.names.Naming;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that were asked for, in words: a certain one is never said like one that is not. */
public final class NameWords {

    private static final int FEW = 3;
    /** The longest name that DNS has is longer than any line. */
    private static final int LONGEST = 80;

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_*-]+(?:\\.[a-z0-9_-]+)*");

    private NameWords() {}

    /** {@code api.example.com}, {@code likely api.example.com}, {@code one of a.example.com, b.example.com}; or nothing. */
    public static String of(Naming naming) {
        String all = Counted.few(naming.names(), FEW, one -> shown(one.name()));
        return switch (naming.certainty()) {
            case NONE -> "";
            case CERTAIN -> all;
            case LIKELY -> "likely " + all;
            case ONE_OF -> "one of " + all;
        };
    }

    /** A name that could be taken for more than one name, or for words of ours, stands in quotes; the root of all names is its dot. */
    private static String shown(String name) {
        if (name.isEmpty()) {
            return ".";
        }
        String visible = Printable.shortened(Printable.of(name), LONGEST);
        return PLAIN.matcher(name).matches() ? visible : "\"" + visible.replace("\"", "\\\"") + "\"";
    }

    /** What the destinations of a row are called, where it lets through addresses afterwards; else nothing. */
    static String of(Plan plan, PlanRow row) {
        return plan.learning()
                .named()
                .filter(any -> row.change() != PlanRow.WholeChange.REVOKE)
                .map(named -> of(named, row.rule()))
                .orElse("");
    }

    /** The destination of a row, and what is behind it. */
    public static String destination(Plan plan, PlanRow row) {
        String names = of(plan, row);
        return row.destination() + (names.isEmpty() ? "" : ": " + names);
    }

    private static String of(List<NamedDestinations> named, SecurityGroupRule.Known rule) {
        if (!(rule.destination() instanceof Destination.Addresses there)) {
            return "";
        }
        List<String> words = named.stream()
                .filter(one -> rule.service().covers(one.service()))
                .filter(one -> one.addresses().stream().anyMatch(there.cidr()::contains))
                .map(one -> of(one.naming()))
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
        return String.join("; ", words.subList(0, Math.min(FEW, words.size())))
                + (words.size() > FEW ? ";" : "")
                + Counted.more(words.size(), FEW);
    }

    /** {@code 31 of 33 destinations, by …: 28 certain, 2 likely, 1 one of several}; empty where no queries were read. */
    public static Optional<String> extent(Optional<List<NamedDestinations>> named) {
        return named.map(NameWords::extent);
    }

    private static String extent(List<NamedDestinations> named) {
        Map<Certainty, Integer> counts = new EnumMap<>(Certainty.class);
        named.forEach(
                one -> counts.merge(one.naming().certainty(), one.addresses().size(), Integer::sum));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        int none = counts.getOrDefault(Certainty.NONE, 0);
        List<String> parts = new ArrayList<>();
        counts.forEach((certainty, count) -> {
            switch (certainty) {
                case CERTAIN -> parts.add(count + " certain");
                case LIKELY -> parts.add(count + " likely");
                case ONE_OF -> parts.add(count + " one of several");
                case NONE -> parts.add(count + " without a name");
            }
        });
        return all - none + " of " + Counted.of(all, "destination")
                + ", by what was asked of Route 53 Resolver"
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }
}
