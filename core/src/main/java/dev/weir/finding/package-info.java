/**
 * What is wrong: checks and their readings, verdicts, severities, findings, and the scan that makes them.
 *
 * <p>Uses {@code net}, {@code inventory} and {@code evaluation}. Reports render what comes out of here and decide nothing.
 *
 * <pre>
 * the check             Check Reading Policy World Control
 * one rule list         Judge Judgement RememberedJudgements Openings OpeningRules Opening Exposure Reaches Notices Unread
 * where a group stands  Associations Attachment InternetPath InternetPaths NetworkOwners AcrossBatches
 * a scan                Scan Judging JudgedExtent Counts ScopeTally ScanSummary FindingSink ResourceFilter Shown Breakdown
 * a finding             Finding Subject Verdict Severity Fingerprint
 * what is let be        Suppressions OpenUntil ScopedSuppression ScopedSuppressions SuppressionUse Baseline ReportedFinding
 * </pre>
 */
@NullMarked
package dev.weir.finding;

import org.jspecify.annotations.NullMarked;
