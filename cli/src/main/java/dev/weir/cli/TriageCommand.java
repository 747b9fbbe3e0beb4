package dev.weir.cli;

import dev.weir.evidence.Evidence;
import dev.weir.files.OutputFile;
import dev.weir.finding.Policy;
import dev.weir.finding.ResourceFilter;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.FailureException;
import dev.weir.operation.TriageOperation;
import dev.weir.plan.PlanSettings;
import dev.weir.report.Run;
import dev.weir.report.html.TriagePage;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.triage.TriageCsv;
import dev.weir.report.triage.TriageJson;
import dev.weir.report.triage.TriageText;
import dev.weir.triage.Bucket;
import dev.weir.triage.TriagedGroup;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code weir triage}: what to do next with each group that does not pass. */
final class TriageCommand implements Command {

    static final Grammar.Option PLANS = Grammar.Option.once(
            "--plans",
            "DIR",
            "With --bucket or --family: write the plans of its groups into this folder, one <group-id>.json each.");
    static final Grammar.Option BUCKET = Grammar.Option.once(
            "--bucket",
            "NAME",
            "Only the groups of this bucket, such as private-only.",
            Stream.of(Bucket.values()).map(Bucket::id).toList());

    static final Grammar.Option FAMILY = Grammar.Option.once(
            "--family",
            "ID",
            "Only the groups of this family, each with its evidence: groups with equal rules, owner and module.");

    private static final int SHOWN = 20;

    @Override
    public Grammar grammar() {
        return new Grammar(
                "triage",
                "Sort the groups that do not pass by what to do next with each.",
                "SOURCE",
                0,
                Grammar.MANY,
                "Files or folders, as for scan. Without one, the live account.",
                Filters.among(Inventories.withAccountOptions(
                        Inventories.TRAFFIC,
                        BUCKET,
                        FAMILY,
                        PLANS,
                        Decided.POLICY,
                        Decided.ANSWERS,
                        Format.option(Format.OfTriage.values()),
                        PlanCommand.VERBOSE,
                        Policies.FAIL_ON,
                        Policies.WORLD_SHARE,
                        Policies.PORTS_SHARE,
                        SuppressionFiles.SUPPRESSIONS,
                        Inventories.PARAMETERS,
                        Inventories.PARAMETER)),
                List.of(
                        new Grammar.Example(
                                "weir triage account.json.gz --traffic acme.profile",
                                "Each group in one bucket, and what to type next about each."),
                        new Grammar.Example(
                                "weir triage account.json.gz --traffic acme.profile --bucket private-only --plans"
                                        + " plans",
                                "The plans of a whole bucket, out of one reading.")));
    }

    @Override
    public int run(Arguments typed, ProcessContext surroundings) {
        List<String> sources = typed.words();
        ResourceFilter filter = Filters.of(typed, !sources.isEmpty());
        Arguments arguments = Filters.ofWhatIsRead(typed, !sources.isEmpty());
        Policy policy = Policies.of(arguments);
        List<Format<Format.OfTriage>> formats = Format.of(arguments, Format.OfTriage.values());
        Optional<Bucket> bucket = arguments.read(BUCKET, Bucket::parse);
        Optional<Path> plans = arguments.one(PLANS).map(Inventories::path);
        Optional<String> family = arguments.one(FAMILY);
        if (plans.isPresent() && bucket.isEmpty() && family.isEmpty()) {
            throw new UsageException(
                    "`--plans` writes the plans of one bucket or family; help: name it with `--bucket` or"
                            + " `--family`, such as `" + BUCKET.name() + " " + Bucket.PRIVATE_ONLY.id() + "`");
        }
        Decided decided = Decided.of(arguments);
        Optional<Evidence> evidence = Inventories.evidence(arguments);
        PipedInput.refuse(arguments);
        Progress progress = new Progress(surroundings);
        InventorySource inventory =
                Inventories.of(sources, Inventories.Wanted.FOR_TRIAGE, arguments, surroundings.clock(), progress);
        Run run = surroundings.run(policy, Inventories.access(sources, arguments));
        TriageOperation operation = new TriageOperation(
                new TriageOperation.Request(
                        decided.settings(
                                PlanSettings.of(run.version(), run.at()).judging(policy)),
                        decided.inputs(),
                        List.of(inventory),
                        evidence,
                        LocalDate.ofInstant(run.at(), ZoneOffset.UTC),
                        SuppressionFiles.of(arguments),
                        filter),
                progress);
        TriageOperation.Result all = operation.run();
        all.summary().part().ifPresent(progress::shown);
        TriageOperation.Result chosen = family.map(id -> family(all, id)).orElse(all);
        TriageOperation.Result result = bucket.map(chosen::only).orElse(chosen);
        TriageNext next = new TriageNext(arguments);
        for (Format<Format.OfTriage> format : formats) {
            Outputs.write(
                    format, rendered(format, operation, result, run, next, arguments, surroundings), surroundings);
        }
        boolean areAllObeyed = plans.map(folder -> plan(operation, result.groups(), folder, decided, surroundings))
                .orElse(true);
        if (!Format.sayInText(formats)) {
            Problems.say(all.summary(), surroundings);
        }
        return areAllObeyed ? ScanCommand.exitCode(all.summary()) : ExitCode.INCOMPLETE;
    }

    private static TriageOperation.Result family(TriageOperation.Result all, String id) {
        return all.only(id)
                .orElseThrow(() -> new FailureException("there is no family `" + id
                        + "` among the groups that do not pass; help: `weir triage --format json` lists them"));
    }

    /** Whether each answer about these groups decides something. */
    private static boolean plan(
            TriageOperation operation,
            List<TriagedGroup> groups,
            Path place,
            Decided decided,
            ProcessContext surroundings) {
        Path folder = OutputFile.folder(place);
        Refusals refusals = new Refusals();
        int[] ready = new int[2];
        List<String> unasked = operation.plans(
                groups,
                (group, answer) -> answer.match(
                        plan -> {
                            PlanFiles.write(plan, PlanFiles.in(folder, group));
                            return ready[plan.isReady() ? 1 : 0]++;
                        },
                        sentence -> {
                            refusals.add(group, sentence);
                            return 0;
                        }));
        refusals.say(surroundings);
        decided.sayUnasked(unasked, groups.stream().map(one -> one.group().id()).toList(), surroundings);
        int made = ready[0] + ready[1];
        surroundings.say("weir: " + Counted.of(made, "plan") + " in `" + Printable.of(folder.toString()) + "`: "
                + Counted.number(ready[1]) + " ready, " + Counted.number(ready[0]) + " not ready; "
                + Counted.number((long) groups.size() - made) + " refused");
        if (made > 0) {
            surroundings.say("next: " + new CommandLineText("weir apply").word(folder.toString()) + " --dry-run");
        }
        return unasked.isEmpty();
    }

    private static byte[] rendered(
            Format<Format.OfTriage> format,
            TriageOperation operation,
            TriageOperation.Result result,
            Run run,
            TriageNext next,
            Arguments arguments,
            ProcessContext surroundings) {
        return switch (format.kind()) {
            case JSON -> Outputs.bytes(out -> new TriageJson(out, run, next).write(result));
            case CSV -> Outputs.bytes(out -> new TriageCsv(out).write(result));
            case HTML ->
                Outputs.bytes(out ->
                        new TriagePage(out, run, operation.prefixLists(), next, operation.uses(result)).write(result));
            case TEXT -> {
                int shown = arguments.has(PlanCommand.VERBOSE) ? Integer.MAX_VALUE : SHOWN;
                yield Outputs.bytes(new TriageText(result, run, format.terminal(surroundings), next, shown).render());
            }
        };
    }
}
