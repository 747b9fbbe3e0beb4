package dev.weir.finding;

import dev.weir.inventory.Problem;
import dev.weir.inventory.Suppression;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The suppressions that were written apart, and what each of them was found to name. */
final class ScopedSuppressions {

    private final List<Named> all = new ArrayList<>();
    private final List<Named> byScope = new ArrayList<>();
    private final Map<String, List<Named>> byFingerprint = new HashMap<>();

    ScopedSuppressions(List<ScopedSuppression> suppressions, LocalDate today) {
        for (ScopedSuppression suppression : suppressions) {
            Named named = new Named(suppression, today);
            all.add(named);
            if (suppression.scope().fingerprints().isEmpty()) {
                byScope.add(named);
            }
            for (String fingerprint : suppression.scope().fingerprints()) {
                byFingerprint
                        .computeIfAbsent(fingerprint, none -> new ArrayList<>())
                        .add(named);
            }
        }
    }

    /** The first that hides this verdict; all that name it are noted. */
    Optional<Suppression> of(Subject subject, Reading reading, Verdict verdict) {
        String fingerprint =
                byFingerprint.isEmpty() ? "" : Fingerprint.of(Check.OUTBOUND_ACCESS_RESTRICTED, reading, subject);
        Optional<Suppression> first = Optional.empty();
        for (List<Named> candidates : List.of(byFingerprint.getOrDefault(fingerprint, List.of()), byScope)) {
            for (Named candidate : candidates) {
                if (candidate.suppression.scope().holds(subject, reading, fingerprint)) {
                    Optional<Suppression> hides = candidate.of(verdict);
                    first = first.or(() -> hides);
                }
            }
        }
        return first;
    }

    /** What became of each, in the order of the file. */
    List<SuppressionUse> uses() {
        return all.stream().map(Named::use).toList();
    }

    private static final class Named {
        private final ScopedSuppression suppression;
        private final SuppressionUse.State state;
        private final String refusal;
        private long hides;
        private long names;

        Named(ScopedSuppression suppression, LocalDate today) {
            this.suppression = suppression;
            refusal = refusal(suppression.decision());
            boolean expired = suppression
                    .decision()
                    .until()
                    .filter(day -> day.isBefore(today))
                    .isPresent();
            state = !refusal.isEmpty()
                    ? SuppressionUse.State.REFUSED
                    : expired ? SuppressionUse.State.EXPIRED : SuppressionUse.State.HOLDS;
        }

        /** Apart from code a decision has no end of its own, such as that of its resource: so it needs a day and an owner. */
        private static String refusal(Suppression decision) {
            Optional<String> ofAny = Suppressions.refusal(decision);
            if (ofAny.isPresent()) {
                return ofAny.get();
            }
            if (decision.owner().filter(owner -> !owner.isBlank()).isEmpty()) {
                return "this suppression does not hold: it names no owner; help: add `owner: ...`, who answers for it";
            }
            return decision.until().isEmpty()
                    ? "this suppression does not hold: it has no last day; help: add `until: YYYY-MM-DD`"
                    : "";
        }

        Optional<Suppression> of(Verdict verdict) {
            names++;
            hides += verdict == Verdict.PASS ? 0 : 1;
            return verdict == Verdict.PASS || state != SuppressionUse.State.HOLDS
                    ? Optional.empty()
                    : Optional.of(suppression.decision());
        }

        SuppressionUse use() {
            return new SuppressionUse(suppression, state, hides, names, problem());
        }

        private Optional<Problem> problem() {
            Suppression decision = suppression.decision();
            if (state == SuppressionUse.State.REFUSED) {
                return Optional.of(new Problem(decision.origin(), refusal));
            }
            if (state == SuppressionUse.State.HOLDS || hides == 0) {
                return Optional.empty();
            }
            return Optional.of(new Problem(
                    decision.origin(),
                    "this suppression does not hold any more: it expired on "
                            + decision.until().map(LocalDate::toString).orElse("")
                            + ", and "
                            + (hides == 1 ? "1 entry that it hid counts" : hides + " entries that it hid count")
                            + " again; help: remove it, or decide anew"));
        }
    }
}
