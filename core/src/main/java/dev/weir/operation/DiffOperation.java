package dev.weir.operation;

import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What opened, what closed and what changed between two states of the same resources, matched by fingerprint.
 *
 * <p>Opened and closed are said only where both sides are certain. What one side does not hold because it was not read there
 * is neither, and makes the answer incomplete.
 */
public record DiffOperation(Request request) {

    private static final Comparator<Difference> WORST_FIRST = Comparator.comparing(
                    (Difference difference) -> difference.telling().severity(), Comparator.reverseOrder())
            .thenComparing(Difference::kind)
            .thenComparing(difference -> difference.latest().resource().scope())
            .thenComparing(difference -> difference.latest().resource().id())
            .thenComparing(difference -> difference.latest().reading());

    /**
     * What to compare.
     *
     * @param before the earlier state
     * @param after the later one
     * @param policy what counts as the world where a side is judged now, and what is bad enough
     * @param filter which differences are meant, by what is said of a resource now, or was
     */
    public record Request(DiffSide before, DiffSide after, Policy policy, ResourceFilter filter) {}

    /**
     * A side as it was read.
     *
     * @param name what the user calls it
     * @param extent how far it was read
     */
    public record ReadSide(String name, JudgedExtent extent) {}

    /**
     * What came of it.
     *
     * @param policy what counted as the world, and what is bad enough
     * @param differences worst first
     * @param unchanged how many entries, per resource and reading, say the same on both sides
     * @param matched how many entries both sides have
     * @param notCompared how many entries one side has of which the other, made of plans, says nothing
     * @param complete whether both sides were read whole, as far as they are to be compared
     * @param clean whether nothing became worse that is as severe as the policy's fail-on
     * @param filter which differences were meant
     * @param hidden how many others there are
     */
    public record Result(
            Policy policy,
            ReadSide before,
            ReadSide after,
            List<Difference> differences,
            long unchanged,
            long matched,
            long notCompared,
            boolean complete,
            boolean clean,
            ResourceFilter filter,
            long hidden) {

        public Result {
            differences = List.copyOf(differences);
        }

        /** How many of this kind. */
        public long count(Difference.Kind kind) {
            return differences.stream()
                    .filter(difference -> difference.kind() == kind)
                    .count();
        }
    }

    /** @throws FailureException if a side cannot be read, or both were judged by different shares */
    public Result run() {
        Map<String, ReportedFinding> earlier = new LinkedHashMap<>();
        Map<String, ReportedFinding> later = new LinkedHashMap<>();
        ReadSide before = read(request.before(), earlier, earlier);
        ReadSide after = read(request.after(), later, earlier);
        Policy judged = before.extent().policy();
        Policy other = after.extent().policy();
        if (!judged.judgesAs(other)) {
            throw new FailureException("`" + before.name() + "` was judged with a world of " + judged.worldShare()
                    + " and all ports of " + judged.portsShare() + ", `" + after.name() + "` with " + other.worldShare()
                    + " and " + other.portsShare()
                    + "; help: give `--world-share` and `--ports-share` the values of what was judged before");
        }
        return compared(
                new Policy(
                        judged.worldShare(),
                        judged.portsShare(),
                        request.policy().failOn()),
                before,
                earlier,
                after,
                later);
    }

    /** Reads a side; what is equal to what the other one has, and to the finding before, is kept once. */
    private ReadSide read(DiffSide side, Map<String, ReportedFinding> findings, Map<String, ReportedFinding> other) {
        ReportedFinding[] last = new ReportedFinding[1];
        JudgedExtent extent = side.read(request.policy(), finding -> {
            ReportedFinding like = other.getOrDefault(finding.fingerprint(), finding);
            ReportedFinding kept = finding.sharing(like);
            if (last[0] != null) {
                kept = kept.sharing(last[0]);
            }
            last[0] = kept;
            findings.merge(kept.fingerprint(), kept, ReportedFinding::worse);
        });
        return new ReadSide(side.name(), extent);
    }

    private Result compared(
            Policy policy,
            ReadSide before,
            Map<String, ReportedFinding> earlier,
            ReadSide after,
            Map<String, ReportedFinding> later) {
        Set<String> all = new LinkedHashSet<>(earlier.keySet());
        all.addAll(later.keySet());
        List<Difference> differences = new ArrayList<>();
        long unchanged = 0;
        long matched = 0;
        long notCompared = 0;
        for (String fingerprint : all) {
            Optional<ReportedFinding> was = Optional.ofNullable(earlier.get(fingerprint));
            Optional<ReportedFinding> is = Optional.ofNullable(later.get(fingerprint));
            if (was.isEmpty() && request.before().isPartial()
                    || is.isEmpty() && request.after().isPartial()) {
                notCompared++;
                continue;
            }
            matched += was.isPresent() && is.isPresent() ? 1 : 0;
            Difference.State stateBefore = state(was, is, request.before(), before.extent());
            Difference.State stateAfter = state(is, was, request.after(), after.extent());
            Optional<Difference> difference = difference(stateBefore, stateAfter, before, after);
            difference.ifPresent(differences::add);
            unchanged += difference.isEmpty() && isMet(stateBefore) && isMet(stateAfter) ? 1 : 0;
        }
        int found = differences.size();
        differences.removeIf(difference -> !isMeant(difference));
        differences.sort(WORST_FIRST);
        boolean allMet =
                differences.stream().allMatch(difference -> isMet(difference.before()) && isMet(difference.after()));
        return new Result(
                policy,
                before,
                after,
                differences,
                unchanged,
                matched,
                notCompared,
                before.extent().complete() && after.extent().complete() && allMet,
                differences.stream().noneMatch(difference -> isBad(difference, policy)),
                request.filter(),
                found - differences.size());
    }

    /** Meant as it was or as it is: what came to be in use is asked about, and so is what was and is not. */
    private boolean isMeant(Difference difference) {
        return Stream.of(difference.before(), difference.after())
                .flatMap(state -> state.finding().stream())
                .anyMatch(finding -> request.filter().of(finding) != ResourceFilter.Answer.NO);
    }

    private static Difference.State state(
            Optional<ReportedFinding> mine, Optional<ReportedFinding> other, DiffSide side, JudgedExtent extent) {
        if (mine.isPresent()) {
            boolean borrows = side.isPartial() && other.isPresent();
            return Difference.State.of(borrows ? mine.get().asSevereAs(other.get()) : mine.get());
        }
        boolean wouldBeThere = extent.covers(other.orElseThrow().resource());
        return new Difference.State(
                wouldBeThere ? Difference.Presence.ABSENT : Difference.Presence.NOT_READ, Optional.empty());
    }

    private static Optional<Difference> difference(
            Difference.State was, Difference.State is, ReadSide before, ReadSide after) {
        if (isClosed(was) && isClosed(is) || isPass(was) && !isMet(is) || isPass(is) && !isMet(was)) {
            return Optional.empty();
        }
        Optional<ReportedFinding> open = was.finding().filter(Difference::isOpen);
        Optional<ReportedFinding> opens = is.finding().filter(Difference::isOpen);
        if (open.isPresent()
                && opens.isPresent()
                && open.get().verdict() == opens.get().verdict()) {
            return open.get().saysTheSameAs(opens.get())
                    ? Optional.empty()
                    : Optional.of(
                            new Difference(Difference.Kind.CHANGED, was, is, isWorse(open, opens), Optional.empty()));
        }
        boolean worse = isWorse(open, opens);
        if (isClosed(was) && isFail(is)) {
            return Optional.of(new Difference(Difference.Kind.OPENED, was, is, worse, Optional.empty()));
        }
        if (isFail(was) && isClosed(is)) {
            return Optional.of(new Difference(Difference.Kind.CLOSED, was, is, worse, Optional.empty()));
        }
        return Optional.of(new Difference(
                Difference.Kind.NOT_KNOWN, was, is, worse, reason(was, before).or(() -> reason(is, after))));
    }

    private static boolean isWorse(Optional<ReportedFinding> open, Optional<ReportedFinding> opens) {
        return opens.isPresent()
                && opens.get().suppressed().isEmpty()
                && open.map(opens.get()::isWorseThan).orElse(true);
    }

    /** Certainly not open: it passes, or is not there. */
    private static boolean isClosed(Difference.State state) {
        return isPass(state) || state.presence() == Difference.Presence.ABSENT;
    }

    private static boolean isPass(Difference.State state) {
        return state.finding().filter(finding -> !Difference.isOpen(finding)).isPresent();
    }

    private static boolean isFail(Difference.State state) {
        return state.finding()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .isPresent();
    }

    private static boolean isMet(Difference.State state) {
        return state.presence() != Difference.Presence.NOT_READ;
    }

    /** Why a side leaves it open; empty for one that does not. */
    private static Optional<String> reason(Difference.State state, ReadSide side) {
        if (!isMet(state)) {
            return Optional.of("`" + side.name() + "` does not tell whether it is there: "
                    + (side.extent().complete()
                            ? "it holds nothing of that account and Region"
                            : "not all of it was read"));
        }
        return state.finding()
                .filter(finding -> finding.verdict() == Verdict.UNKNOWN)
                .map(finding -> "in `" + side.name() + "` "
                        + (finding.unresolved().isEmpty()
                                ? "not all was read"
                                : finding.unresolved().get(0)));
    }

    private static boolean isBad(Difference difference, Policy policy) {
        return difference.worse()
                && policy.failOn() != Severity.NONE
                && difference.telling().severity().isAtLeast(policy.failOn());
    }
}
