/**
 * The command line: commands, wiring and exit codes. Nothing calls this room.
 *
 * <pre>
 * a run                 Main Rehearsal WeirCli Command ProcessContext StandardStreams ShutdownHook ExitCode UsageException
 * what was typed        Grammar Arguments Explainer Spans AccountOptions Selections Filters Allowed Acceptances Policies Decided
 *                       SuppressionFiles Baselines Suggestions CommandLineText
 * what is read          Inventories LiveInventory PipedInput CodeNearby Flows PlanFiles Discovery InBuckets
 *                       SparkSubmission SqlTables
 * what is shown         Format Outputs Problems Progress AccountsProgress PlanViews Refusals TriageNext Sends
 *                       HelpTopic
 * commands that read    ScanCommand SnapshotCommand ObserveCommand PlanCommand RefreshedPlan TriageCommand LogsCommand TrendCommand
 *                       ReviewCommand ExplainCommand DiffCommand IamCommand
 * commands that change  RangesCommand ApplyCommand JournalCommand VerifyCommand Changing ChangeView Prompt Gateways
 *                       WallClockPacer
 * export                ExportCommand TerraformExport TerraformSteps TemplateExport
 * shells and man        CompletionCommand Offer BashCompletion FishCompletion ZshCompletion ManCommand ManPage
 * </pre>
 */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
