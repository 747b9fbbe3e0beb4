package dev.weir.iac.cloudformation;

import dev.weir.files.Judged;
import dev.weir.finding.Finding;
import dev.weir.finding.Reading;
import dev.weir.finding.Subject;
import dev.weir.inventory.Origin;
import java.util.Map;
import java.util.TreeMap;

/** The verdicts of a scan by address: that of all-ports, then that of any-port. */
final class Verdicts {

    private Verdicts() {}

    static Map<String, String> of(Judged judged) {
        Map<String, String> verdicts = new TreeMap<>();
        for (Reading reading : Reading.values()) {
            for (Finding finding : judged.findings()) {
                if (finding.reading() == reading && finding.subject() instanceof Subject.Group group) {
                    String address = group.group()
                            .origin()
                            .address()
                            .map(Origin.Address::name)
                            .orElse(group.id());
                    verdicts.merge(address, finding.verdict().toString(), (one, other) -> one + " " + other);
                }
            }
        }
        return verdicts;
    }
}
