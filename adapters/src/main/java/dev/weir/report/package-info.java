/**
 * How a result looks: one renderer per format, model in, characters out.
 *
 * <p>Uses core only and decides nothing. Text by others passes {@link dev.weir.report.text.Printable} or a
 * {@link dev.weir.json.JsonWriter} in ASCII before it reaches a reader. Called by {@code cli}.
 *
 * <pre>
 * a scan        Report Run TextReport FindingTable FindingRow RowMaker WorstRows ReadExtent JsonReport JsonHead FindingJson Pieces
 *               SarifReport MarkdownReport JudgedResource MarkdownComment Suppressed BreakdownTable
 * said alike    Resources FindingWords RuleReach Words Missing Terminal
 * one group     GroupExplanation CheckPage TrafficOfGroup TrafficSummary
 * a plan        PlanText NameWords PlanRow PlanMarkdown PlanWords ConsequenceWords PlanSummary
 *               PlanExplanation
 * a change      ChangeText RejectText
 * a comparison  DiffText DiffJson DiffMarkdown DiffWords ChangedResource
 * </pre>
 */
@NullMarked
package dev.weir.report;

import org.jspecify.annotations.NullMarked;
