package dev.weir.iac;

import dev.weir.files.InventoryFiles;
import dev.weir.finding.Baseline;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.iac.cloudformation.CloudFormationTemplates;
import dev.weir.iac.cloudformation.GivenParameters;
import dev.weir.iac.terraform.TerraformFormat;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.Origin;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scan of code, whole. */
public record JudgedCode(List<Finding> findings, ScanSummary summary) {

    private static final List<InventoryFormat> FORMATS =
            List.of(new TerraformFormat(), new CloudFormationTemplates(GivenParameters.NONE));

    /** Judges these files and folders. */
    public static JudgedCode of(Path... sources) {
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        scan.on(LocalDate.of(2026, 11, 28), Baseline.NONE, List.of());
        InventoryFiles.of(List.of(sources), FORMATS).read(scan);
        return new JudgedCode(findings, scan.finish());
    }

    /** Verdicts by address, and once more by id where that is known: all-ports, then any-port. */
    public Map<String, String> verdicts() {
        Map<String, String> verdicts = new TreeMap<>();
        for (Reading reading : Reading.values()) {
            for (Finding finding : findings) {
                if (finding.reading() == reading) {
                    String verdict = finding.verdict().toString();
                    String address = finding.subject()
                            .origin()
                            .address()
                            .map(Origin.Address::name)
                            .orElse("");
                    verdicts.merge(address, verdict, (one, other) -> one + " " + other);
                    if (!finding.subject().id().equals(address)) {
                        verdicts.merge(finding.subject().id(), verdict, (one, other) -> one + " " + other);
                    }
                }
            }
        }
        return verdicts;
    }

    /** The verdicts of one address or id. */
    public String verdict(String addressOrId) {
        return verdicts().getOrDefault(addressOrId, "absent");
    }
}
