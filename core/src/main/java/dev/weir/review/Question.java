package dev.weir.review;

import dev.weir.net.Cidr;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is asked in one go: everything of one kind that goes to the same neighbourhood of addresses, of all groups.
 *
 * @param kind why
 * @param range the neighbourhood: a /24, or a /64 of IPv6
 * @param until the end of what was known
 * @param given what somebody has said already; empty where nobody has
 * @param lines exactly what it is about
 */
public record Question(Doubt.Kind kind, Cidr range, Instant until, Optional<Given> given, List<QuestionLine> lines) {

    public Question {
        lines = List.copyOf(lines);
    }

    /**
     * An answer that was given.
     *
     * @param needed yes or no
     * @param by who; hostile text
     * @param on when
     */
    public record Given(Needed needed, String by, LocalDate on) {}

    /** The groups that it is about. */
    public SortedSet<String> groups() {
        SortedSet<String> groups = new TreeSet<>();
        lines.forEach(line -> groups.addAll(line.traffic().groups()));
        return groups;
    }

    /** How many destinations it is about: a service at an address, of each group. */
    public long destinations() {
        return lines.stream().mapToLong(line -> line.traffic().size()).sum();
    }
}
