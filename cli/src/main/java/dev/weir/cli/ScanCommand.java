package dev.weir.cli;

import dev.weir.evidence.Evidence;
import dev.weir.finding.Policy;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Shown;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.ScanOperation;
import dev.weir.report.Run;
import dev.weir.report.commands.Remedies;
import dev.weir.report.text.Printable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@code weir scan}: which groups let traffic out to the world. */
final class ScanCommand implements Command {

    @Override
    public Grammar grammar() {
        return new Grammar(
                "scan",
                "Find security groups whose outbound rules are open to the world.",
                "SOURCE",
                0,
                Grammar.MANY,
                "Files or folders: AWS CLI JSON, weir snapshots, Terraform, CloudFormation, AWS Config; or s3://bucket/prefix; - is standard"
                        + " input. Without one, the live account.",
                Filters.among(Inventories.withAccountOptions(
                        Format.option(Format.OfFindings.values()),
                        Policies.FAIL_ON,
                        Policies.WORLD_SHARE,
                        Policies.PORTS_SHARE,
                        Baselines.BASELINE,
                        SuppressionFiles.SUPPRESSIONS,
                        Sends.SEND,
                        Inventories.TRAFFIC,
                        Filters.GROUP_BY,
                        Inventories.PARAMETERS,
                        Inventories.PARAMETER)),
                List.of(
                        new Grammar.Example(
                                "weir scan examples/acme", "Judge an inventory in files; no AWS call is made."),
                        new Grammar.Example(
                                "weir scan --profile audit --region all",
                                "Judge the live account in all of its Regions."),
                        new Grammar.Example(
                                "weir scan --format json=today.json --baseline yesterday.json inventory.json",
                                "Count what is new since yesterday, and keep today's."),
                        new Grammar.Example(
                                "weir scan examples/acme --severity high --in-use --group-by tag:team",
                                "What is worst and in use, and whose it is."),
                        new Grammar.Example(
                                "weir scan --format text --format sarif=weir.sarif inventory.json",
                                "Read the text, and upload the file.")));
    }

    @Override
    public int run(Arguments typed, ProcessContext surroundings) {
        List<String> sources = typed.words();
        Shown showing = Filters.showing(typed, !sources.isEmpty());
        Arguments arguments = Filters.ofWhatIsRead(typed, !sources.isEmpty());
        Policy policy = Policies.of(arguments);
        List<Format<Format.OfFindings>> formats = Format.of(arguments, Format.OfFindings.values());
        Optional<Evidence> evidence = Inventories.evidence(arguments);
        PipedInput.refuse(arguments);
        Progress progress = new Progress(surroundings);
        InventorySource inventory = Inventories.of(
                sources, Inventories.Wanted.TO_JUDGE, ofInventory(arguments), surroundings.clock(), progress);
        Run run = surroundings.run(policy, Inventories.access(sources, arguments));
        LocalDate day = LocalDate.ofInstant(run.at(), ZoneOffset.UTC);
        boolean inWords = Format.areText(formats) && !arguments.has(Sends.SEND);
        ScanOperation operation = new ScanOperation(
                new ScanOperation.Request(
                        policy,
                        inWords ? inventory.withoutDigests() : inventory,
                        evidence,
                        day,
                        Baselines.of(arguments, policy),
                        SuppressionFiles.of(arguments),
                        showing),
                progress);
        Sends sends =
                new Sends(arguments, run, surroundings, new Remedies(policy, operation::prefixLists), operation.uses());
        try (Outputs outputs = new Outputs(
                formats, run, surroundings, operation::prefixLists, new Suggestions(arguments), operation.uses())) {
            ScanSummary summary = operation.run(finding -> {
                outputs.finding(finding);
                sends.finding(finding);
            });
            outputs.finish(summary);
            sends.finish(summary);
            if (!Format.sayInText(formats)) {
                summary.part().ifPresent(part -> surroundings.say("weir: " + Printable.of(part.toString())));
                Problems.say(summary, surroundings);
            }
            return sends.deliver(summary) ? exitCode(summary) : ExitCode.INCOMPLETE;
        }
    }

    /** Of files, the account's options only say as whom findings are sent. */
    private static Arguments ofInventory(Arguments arguments) {
        boolean sends = arguments.has(Sends.SEND) && !arguments.words().isEmpty();
        return sends
                ? arguments
                        .without(Inventories.PROFILE)
                        .without(Inventories.ENDPOINT_URL)
                        .without(AccountOptions.ROLE)
                        .without(AccountOptions.EXTERNAL_ID)
                : arguments;
    }

    static int exitCode(ScanSummary summary) {
        if (!summary.complete()) {
            return ExitCode.INCOMPLETE;
        }
        return summary.clean() ? ExitCode.CLEAN : ExitCode.FOUND;
    }
}
