package dev.weir.report.triage;

import dev.weir.triage.Bucket;
import dev.weir.triage.Family;
import dev.weir.triage.TriagedGroup;
import java.util.List;

/** What to type next about a bucket: whoever knows the command line says so. */
public interface NextSteps {

    /** Lines to copy, printable, about the groups of a bucket, worst first; there is one at least. */
    List<String> about(Bucket bucket, List<TriagedGroup> groups);

    /** The same about a family. */
    List<String> about(Family family);
}
