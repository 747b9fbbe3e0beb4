package dev.weir.report;

import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Subject;
import dev.weir.finding.SuppressionUse;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Suppression;
import dev.weir.report.text.Counted;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The findings that are hidden, for the reports that list them apart: by decisions in code or in rules one line for each resource, by a
 * baseline one line for all, by a decision in a file one line for that.
 */
final class Suppressed {

    private final Set<String> inCode = new LinkedHashSet<>();
    private final Set<String> inRules = new LinkedHashSet<>();
    private long known;
    private String baseline = "";
    private Optional<Subject> last = Optional.empty();

    /** Takes a finding, if one hides it. */
    boolean takes(Finding finding) {
        finding.suppression().ifPresent(decision -> {
            switch (decision.where()) {
                case BASELINE -> {
                    known++;
                    baseline = decision.origin().place();
                }
                case IN_CODE -> inCode.add(line(finding, decision));
                case IN_RULE -> inRules.add(line(finding, decision));
                case IN_FILE -> {} // its line comes with the summary
            }
            last = Optional.of(finding.subject());
        });
        return finding.suppression().isPresent();
    }

    /** Whether the last that was hidden is about this: then it does not pass, whatever its other reading says. */
    boolean tookOf(Subject subject) {
        return last.filter(hidden -> Resources.same(hidden, subject)).isPresent();
    }

    private static String line(Finding finding, Suppression decision) {
        String name = finding.subject()
                .origin()
                .address()
                .map(Origin.Address::name)
                .orElseGet(() -> (finding.subject().id() + " " + Resources.name(finding.subject())).strip());
        return name + decision.until().map(day -> ", until " + day).orElse("")
                + decision.reason().map(reason -> ": " + reason).orElse("") + " (" + decision.origin() + ")";
    }

    /** What decisions in code hide: one line each, of hostile text. */
    Set<String> inCode() {
        return inCode;
    }

    /** What rules say of themselves that they leave open: likewise. */
    Set<String> inRules() {
        return inRules;
    }

    /** Every decision in a file, whether it hides anything or not: one line each, of hostile text. */
    static List<String> inFiles(ScanSummary summary) {
        return summary.suppressions().stream().map(SuppressionUse::toString).toList();
    }

    /** What the baseline hides, in one line; empty if nothing. */
    String knownBefore() {
        return known == 0
                ? ""
                : Counted.of(known, "entry is", "entries are") + " in the baseline " + baseline
                        + ", no worse than there: not listed here";
    }
}
