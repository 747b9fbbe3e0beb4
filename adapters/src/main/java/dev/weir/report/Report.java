package dev.weir.report;

import dev.weir.finding.FindingSink;
import dev.weir.finding.ScanSummary;

/** One format of a scan's result: takes findings as they come, and ends with the summary. */
public interface Report extends FindingSink {

    /** Ends the report: nothing was a report before this. */
    void finish(ScanSummary summary);
}
