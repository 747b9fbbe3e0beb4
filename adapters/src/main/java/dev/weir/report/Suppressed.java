package dev.weir.report;

import dev.weir.finding.Finding;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Suppression;
import java.util.LinkedHashSet;
import java.util.Set;

/** The findings that decisions in code hide, for the reports that list them apart: one line for each resource. */
final class Suppressed {

    private final Set<String> lines = new LinkedHashSet<>();

    /** Takes a finding, if one hides it. */
    boolean takes(Finding finding) {
        finding.suppression().ifPresent(decision -> lines.add(line(finding, decision)));
        return finding.suppression().isPresent();
    }

    private static String line(Finding finding, Suppression decision) {
        String name = finding.subject()
                .origin()
                .address()
                .map(Origin.Address::name)
                .orElse(finding.subject().id());
        return name + decision.until().map(day -> ", until " + day).orElse("") + ": "
                + decision.reason().orElse("") + " (" + decision.origin() + ")";
    }

    /** One line each, of hostile text. */
    Set<String> lines() {
        return lines;
    }
}
