package dev.weir.report.triage;

import dev.weir.triage.Bucket;
import dev.weir.triage.Family;
import dev.weir.triage.TriagedGroup;
import java.util.List;

/** What to type next about a bucket: whoever knows the command line says so. */
public interface NextSteps {

    /** Lines to copy, printable; the first group of the bucket is its worst. */
    List<String> about(Bucket bucket, TriagedGroup worst);

    /** The same about a family. */
    List<String> about(Family family);
}
