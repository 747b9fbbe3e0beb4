package dev.weir.finding;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Suppression;
import dev.weir.json.Quoted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The suppressions that hold on a day.
 *
 * <p>One on a group is about all of its findings, one on rules about a failure that these rules alone make: beside them in code,
 * or in their own descriptions ({@link OpenUntil}).
 */
final class Suppressions {

    /** Not by {@code comparing}, whose comparators can be serialized: no class-data archive holds such a lambda. */
    private static final Comparator<Suppression> SOONEST_OVER = (one, other) -> end(one).compareTo(end(other));

    private final Optional<LocalDate> today;
    private final Map<Origin.Address, Suppression> holding = new HashMap<>();

    private final Set<Problem> ended = new LinkedHashSet<>();
    private final Baseline baseline;
    private final ScopedSuppressions scoped;

    /** On no day any holds. */
    static Suppressions onNoDay() {
        return new Suppressions(Optional.empty(), Baseline.NONE, new ScopedSuppressions(List.of(), LocalDate.MIN));
    }

    static Suppressions on(LocalDate today, Baseline baseline, List<ScopedSuppression> scoped) {
        return new Suppressions(Optional.of(today), baseline, new ScopedSuppressions(scoped, today));
    }

    private Suppressions(Optional<LocalDate> today, Baseline baseline, ScopedSuppressions scoped) {
        this.today = today;
        this.baseline = baseline;
        this.scoped = scoped;
    }

    /** What became of those that were written apart. */
    List<SuppressionUse> uses() {
        return scoped.uses();
    }

    private static LocalDate end(Suppression one) {
        return one.until().orElse(LocalDate.MAX);
    }

    /** The rules that open something and were to do so only till a day that has gone by. */
    Set<Problem> ended() {
        return ended;
    }

    /** What was known before. */
    Baseline baseline() {
        return baseline;
    }

    /** Takes one; what is wrong with it, if it does not hold. */
    Optional<Problem> add(Suppression suppression) {
        Optional<String> why = refusal(suppression).or(() -> expiry(suppression));
        if (why.isEmpty()) {
            suppression.origin().address().ifPresent(address -> holding.putIfAbsent(address, suppression));
        }
        return why.map(text -> new Problem(suppression.origin(), text));
    }

    /** Why it never held. */
    static Optional<String> refusal(Suppression suppression) {
        String check = Check.OUTBOUND_ACCESS_RESTRICTED.id();
        if (!suppression.check().equals(check)) {
            return Optional.of("this suppression is of " + Quoted.of(suppression.check())
                    + ", which is no check of weir; expected `" + check + "`");
        }
        if (suppression.reason().filter(reason -> !reason.isBlank()).isEmpty()) {
            return Optional.of("this suppression does not hold: it gives no reason; help: add "
                    + (suppression.where() == Suppression.Where.IN_CODE ? "reason=\"...\"" : "`reason: ...`"));
        }
        return Optional.empty();
    }

    private Optional<String> expiry(Suppression suppression) {
        if (suppression.until().isPresent()
                && today.isPresent()
                && suppression.until().get().isBefore(today.get())) {
            return Optional.of("this suppression does not hold any more: it expired on "
                    + suppression.until().get() + "; help: remove it, or decide anew");
        }
        return today.isEmpty() ? Optional.of("this suppression does not hold: no day was given") : Optional.empty();
    }

    /** The one that hides a verdict about a subject which these rules open: one in code before one apart. */
    Optional<Suppression> of(Subject subject, Reading reading, Verdict verdict, List<Known> opening) {
        Optional<Suppression> apart = scoped.of(subject, reading, verdict);
        Optional<Suppression> inCode = besideOrOn(subject, verdict, opening);
        return inCode.isPresent() ? inCode : apart;
    }

    private Optional<Suppression> besideOrOn(Subject subject, Verdict verdict, List<Known> opening) {
        if (verdict == Verdict.PASS) {
            return Optional.empty();
        }
        Optional<Suppression> ofSubject = at(Optional.of(subject.origin()));
        if (ofSubject.isPresent() || verdict != Verdict.FAIL || opening.isEmpty()) {
            return ofSubject;
        }
        List<Suppression> ofRules = new ArrayList<>();
        for (Known rule : opening) {
            Optional<Suppression> beside = at(rule.origin());
            Optional<Suppression> ofRule = beside.isPresent() ? beside : onRule(subject, rule);
            if (ofRule.isPresent()) {
                ofRules.add(ofRule.get());
            }
        }
        return ofRules.size() == opening.size() ? ofRules.stream().min(SOONEST_OVER) : Optional.empty();
    }

    private Optional<Suppression> onRule(Subject subject, Known rule) {
        Optional<OpenUntil> said = OpenUntil.of(rule);
        if (said.isEmpty() || today.isEmpty()) {
            return Optional.empty();
        }
        if (!said.get().holds(today.get())) {
            ended.add(said.get().problem(subject));
            return Optional.empty();
        }
        return Optional.of(said.get().decision(subject.origin()));
    }

    private Optional<Suppression> at(Optional<Origin> place) {
        Optional<Origin.Address> address = place.flatMap(Origin::address);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Suppression there = holding.get(address.get());
        return Optional.ofNullable(there == null ? holding.get(address.get().ofBlock()) : there);
    }
}
