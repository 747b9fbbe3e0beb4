package dev.weir.operation.trend;

import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ResourceFilter;
import dev.weir.operation.FailureException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How security groups were open over time, from what was true at several times.
 *
 * <p>States are taken by the time that they say themselves. Each may be about some accounts and Regions alone: what one does not
 * read stands as it was, so that a series of each of two accounts is a series of both.
 */
public record TrendOperation(Request request) {

    private static final int LONGEST = 3_700;

    /**
     * What to look at.
     *
     * @param states in any order
     * @param policy what counts as the world where a state is judged now
     * @param filter what is meant
     * @param step how long a period is
     */
    public record Request(List<? extends DatedState> states, Policy policy, ResourceFilter filter, Trend.Step step) {
        public Request {
            states = List.copyOf(states);
        }
    }

    private record Dated(Instant at, DatedState state) {}

    /** @throws FailureException if a state cannot be read or has no time, or two were judged by different shares */
    public Trend run() {
        List<Dated> all = inOrder();
        TrendLedger ledger = new TrendLedger(request.filter());
        List<Trend.Period> periods = new ArrayList<>();
        Set<String> unread = new LinkedHashSet<>();
        Optional<Policy> judged = Optional.empty();
        for (int i = 0; i < all.size(); ) {
            LocalDate begin = begin(all.get(i));
            for (LocalDate empty = periods.isEmpty() ? begin : after(periods);
                    empty.isBefore(begin);
                    empty = after(periods)) {
                periods.add(new Trend.Period(empty, 0, Optional.empty()));
            }
            int states = 0;
            ledger.beginPeriod();
            for (; i < all.size() && begin(all.get(i)).equals(begin); i++, states++) {
                Dated dated = all.get(i);
                JudgedExtent extent = ledger.take(dated.state(), dated.at(), request.policy());
                judged = Optional.of(same(judged, extent.policy(), dated.state()));
                extent.unread().forEach(line -> unread.add("`" + dated.state().name() + "`: " + line));
            }
            periods.add(new Trend.Period(
                    begin, states, Optional.of(ledger.ended(all.get(i - 1).at()))));
        }
        return new Trend(
                judged.orElse(request.policy()),
                request.filter(),
                request.step(),
                periods,
                all.size(),
                all.get(0).at(),
                all.get(all.size() - 1).at(),
                List.copyOf(unread));
    }

    private List<Dated> inOrder() {
        List<Dated> all = new ArrayList<>();
        for (DatedState state : request.states()) {
            Instant at = state.asOf()
                    .orElseThrow(() -> new FailureException("`" + state.name()
                            + "` does not say when it was true; help: take it out, or make it again"
                            + " with `weir snapshot`"));
            all.add(new Dated(at, state));
        }
        if (all.isEmpty()) {
            throw new FailureException("there is no snapshot, and there are no findings: nothing to follow over time;"
                    + " help: `weir snapshot --append DIR` keeps one more each time it runs");
        }
        all.sort(Comparator.comparing(Dated::at)
                .thenComparing(dated -> dated.state().name()));
        LocalDate end = begin(all.get(all.size() - 1));
        if (begin(all.get(0)).plusDays(LONGEST).isBefore(end)) {
            throw new FailureException("`" + all.get(0).state().name() + "` is of " + begin(all.get(0)) + ", `"
                    + all.get(all.size() - 1).state().name() + "` of " + end
                    + ": expected a series of ten years at most");
        }
        return all;
    }

    private LocalDate begin(Dated dated) {
        return request.step().begin(LocalDate.ofInstant(dated.at(), ZoneOffset.UTC));
    }

    private LocalDate after(List<Trend.Period> periods) {
        return request.step().next(periods.get(periods.size() - 1).begin());
    }

    private static Policy same(Optional<Policy> before, Policy policy, DatedState state) {
        if (before.isPresent() && !before.get().judgesAs(policy)) {
            throw new FailureException("`" + state.name() + "` was judged with a world of " + policy.worldShare()
                    + " and all ports of " + policy.portsShare() + ", what is before it with "
                    + before.get().worldShare() + " and " + before.get().portsShare()
                    + "; help: give `--world-share` and `--ports-share` the values of the findings");
        }
        return before.orElse(policy);
    }
}
