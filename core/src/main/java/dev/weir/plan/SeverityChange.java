package dev.weir.plan;

import dev.weir.finding.Attachment;
import dev.weir.finding.Finding;
import dev.weir.finding.InternetPath;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a scan says of a group by its rules now and by those of the plan, whatever was decided to be let be.
 *
 * <p>Attachment is the same both times. The path is not: it is that of the families that the group opens.
 *
 * @param interfaces how many the group is on, at least where they were not all read; empty where none was seen and they were not
 * @param interfacesRead whether all of them were read
 * @param before one for each reading, in their order
 * @param after likewise
 */
public record SeverityChange(
        OptionalInt interfaces, boolean interfacesRead, List<Assessed> before, List<Assessed> after) {

    public SeverityChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * What one reading says.
     *
     * @param reading which
     * @param verdict fail, unknown or pass
     * @param severity none on a pass; an unknown has that of its failure
     * @param path whether what the group opens has a way to the internet
     */
    public record Assessed(Reading reading, Verdict verdict, Severity severity, InternetPath path) {}

    static SeverityChange of(Collection<Finding> before, Collection<Finding> after) {
        Attachment attachment = before.iterator().next().attachment();
        return new SeverityChange(attachment.interfaces(), attachment.complete(), assessed(before), assessed(after));
    }

    private static List<Assessed> assessed(Collection<Finding> findings) {
        return findings.stream()
                .map(one -> new Assessed(one.reading(), one.verdict(), one.severity(), one.internetPath()))
                .sorted(Comparator.comparing(Assessed::reading))
                .toList();
    }
}
