package dev.weir.cli;

import dev.weir.evidence.ObservedInput;
import dev.weir.finding.ResourceFilter;
import dev.weir.flow.FlowSelection;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.GroupName;
import dev.weir.operation.PlanOperation;
import dev.weir.operation.ProfileStore;
import dev.weir.plan.Plan;
import dev.weir.plan.PlanSettings;
import dev.weir.report.Run;
import dev.weir.report.text.Printable;
import dev.weir.review.GivenAnswers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code weir plan}: the narrowest outbound rules that permit what a group needs, proven. */
final class PlanCommand implements Command {

    private static final Grammar.Option FAILING =
            Grammar.Option.flag("--failing", "Plan every group that fails a reading, instead of naming groups.");
    private static final Grammar.Option KEEP = Grammar.Option.many(
            "--keep", "RULE", "An old rule that stays, by its id or as PROTO:PORTS:DEST; may be repeated.");
    private static final Grammar.Option FLOWS = Grammar.Option.many(
            "--flows", "FLOWS", "Files or folders of flow logs, or traffic profiles, to learn from; may be repeated.");
    private static final Grammar.Option INTERNET = Grammar.Option.once(
            "--internet",
            "MODE",
            "stable: pin public destinations that were seen every week, leave classes that keep changing open on their"
                    + " port. pin: pin all. port-only: pin none. Default: stable.",
            List.of("stable", "pin", "port-only"));
    private static final Grammar.Option PREFER = Grammar.Option.once(
            "--prefer",
            "WHAT",
            "groups: name a destination by its security group where that covers it. addresses: do not. Default:"
                    + " groups.",
            List.of("groups", "addresses"));
    private static final Grammar.Option MAX_RULES =
            Grammar.Option.once("--max-rules", "N", "At most so many rules: another point of the curve.");
    private static final Grammar.Option MERGE_PORTS = Grammar.Option.flag(
            "--merge-ports", "Let rules name ranges of ports, which also opens ports that were never seen.");
    static final Grammar.Option QUOTA = Grammar.Option.once(
            "--quota", "N", "How many outbound rules of each family a group may have. Default: 60, as AWS gives.");
    static final Grammar.Option OUT = Grammar.Option.once(
            "--out",
            "FILE|DIR",
            "Where the plan goes; of several plans, or with --failing, a folder with one <group-id>.json each.");

    static final Grammar.Option VERBOSE = Grammar.Option.flag(
            "--verbose", "Print every plan whole. Default: whole up to three, of more one row each.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "plan",
                "Make the narrowest outbound rules that permit what a group needs, and prove them.",
                "GROUP",
                0,
                Grammar.MANY,
                "The security groups to plan, together: their ids, or names that only one group has.",
                Filters.among(Inventories.withAccountOptions(
                        FAILING,
                        Inventories.SERIES,
                        Inventories.PARAMETERS,
                        Inventories.PARAMETER,
                        Inventories.TRAFFIC,
                        FLOWS,
                        Discovery.DISCOVER,
                        Flows.REQUEST_PAYER,
                        Flows.DNS,
                        Allowed.ALLOW,
                        KEEP,
                        Decided.POLICY,
                        Decided.ANSWERS,
                        INTERNET,
                        PREFER,
                        MAX_RULES,
                        MERGE_PORTS,
                        QUOTA,
                        RefreshedPlan.REFRESH,
                        OUT,
                        VERBOSE,
                        Format.option(Format.OfPlans.values()),
                        Policies.WORLD_SHARE,
                        Policies.PORTS_SHARE)),
                List.of(
                        new Grammar.Example(
                                "weir plan sg-0a1b2c3d --inventory examples/acme --flows examples/acme/flows --out"
                                        + " web-tier.json",
                                "Learn from flow logs, prove and back-test; no AWS call is made."),
                        new Grammar.Example(
                                "weir plan --refresh web-tier.json --traffic acme.profile --flows new",
                                "Does it still hold? What was observed until then, and the days since."),
                        new Grammar.Example(
                                "weir plan sg-0a1b2c3d --inventory examples/acme --allow tcp:443:203.0.113.0/28 --out"
                                        + " plan.json",
                                "What is needed in, the broad rule out: the published remediation, done safely.")));
    }

    @Override
    public int run(Arguments typed, ProcessContext surroundings) {
        boolean failing = typed.has(FAILING);
        boolean fromFiles = typed.has(Inventories.SERIES);
        ResourceFilter filter = Filters.of(typed, failing && fromFiles);
        if (!failing && !filter.isAll()) {
            throw new UsageException("`" + filter
                    + "` says which of the failing groups are planned, and groups were named; help: give `--failing`");
        }
        Arguments arguments = failing ? Filters.ofWhatIsRead(typed, fromFiles) : typed;
        Optional<RefreshedPlan> refreshed = refreshed(arguments, failing);
        refreshed.ifPresent(old -> arguments.addWord(old.plan().group().id()));
        if (failing == !arguments.words().isEmpty()) {
            throw new UsageException(
                    failing
                            ? "`--failing` plans every failing group; name groups, or give the option, not both"
                            : "no group was named; expected security groups, or `--failing`");
        }
        arguments.one(OUT).filter(Inventories::isInBucket).ifPresent(word -> {
            throw new UsageException("`" + OUT.name() + " " + word
                    + "`: a plan goes to a file or folder on disk, where `weir apply` and `weir export` take it; help: `--out plan.json`,"
                    + " then `aws s3 cp plan.json " + word + "`");
        });
        List<Format<Format.OfPlans>> formats = Format.of(arguments, Format.OfPlans.values());
        refreshed.ifPresent(old -> RefreshedPlan.check(formats));
        PlanSettings settings = settings(arguments, surroundings);
        boolean byHand =
                !arguments.has(Inventories.TRAFFIC) && !arguments.has(FLOWS) && !arguments.has(Discovery.DISCOVER);
        if (byHand) {
            arguments.refuse(
                    List.of(Decided.ANSWERS, INTERNET, PREFER, MAX_RULES, MERGE_PORTS, Flows.DNS),
                    "is about what is learned, and there is nothing to learn from; help: give --flows or --traffic");
        }
        Decided decided = Decided.of(arguments);
        settings = decided.settings(settings)
                .answered(refreshed
                        .map(old -> decided.answers().over(carried(old.plan())))
                        .orElse(decided.answers()));
        Progress progress = new Progress(surroundings);
        Optional<Discovery> discovery = arguments.has(Discovery.DISCOVER)
                ? Optional.of(Discovery.of(arguments, planned(arguments.words()), surroundings.clock(), progress))
                : Optional.empty();
        PlanOperation.Request request = new PlanOperation.Request(
                arguments.words(),
                settings,
                discovery
                        .map(Discovery::series)
                        .orElseGet(() -> Inventories.series(arguments, surroundings.clock(), progress)),
                byHand ? Optional.empty() : Optional.of(flows(arguments, discovery, surroundings)),
                Flows.queries(arguments, surroundings.clock()),
                filter,
                decided.inputs(),
                refreshed.map(RefreshedPlan::plan));
        PlanViews views = new PlanViews(arguments, surroundings, formats);
        PlanOperation.Result result = new PlanOperation(progress)
                .run(
                        request,
                        refreshed
                                .<PlanOperation.PlanSink>map(old -> (group, answer, seen, lists) -> old.take(answer))
                                .orElse(views::add));
        if (result.groups().isEmpty()) {
            surroundings.print(
                    filter.isAll()
                            ? "no security group fails a reading: nothing to plan\n"
                            : "no security group that is meant fails a reading: nothing to plan\n");
            return result.complete() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
        }
        result.read().ifPresent(read -> Flows.say(read, surroundings));
        result.queries().ifPresent(read -> Flows.say(read, surroundings));
        for (ObservedInput input : result.damaged()) {
            surroundings.say("weir: " + Printable.of(input.name()) + " was not read to its end when it was observed: "
                    + Printable.of(input.problem().orElse("")));
        }
        if (refreshed.isPresent()) {
            return refreshed
                    .get()
                    .finish(
                            result,
                            formats,
                            arguments.one(OUT).map(Inventories::path),
                            surroundings.run(settings.policy(), Run.Access.OFFLINE),
                            surroundings);
        }
        views.finish();
        decided.sayUnasked(result.unasked(), result.groups(), surroundings);
        return result.complete() && result.unasked().isEmpty() ? views.exitCode() : ExitCode.INCOMPLETE;
    }

    private static Optional<RefreshedPlan> refreshed(Arguments arguments, boolean failing) {
        Optional<String> word = arguments.one(RefreshedPlan.REFRESH);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (failing || !arguments.words().isEmpty()) {
            throw new UsageException("`--refresh` is about the group of its plan; name no other");
        }
        if (!arguments.has(Inventories.TRAFFIC) && !arguments.has(FLOWS) && !arguments.has(Discovery.DISCOVER)) {
            throw new UsageException("`--refresh` replays what was seen since; help: give --flows or --traffic");
        }
        return word.map(RefreshedPlan::of);
    }

    /** What a plan was decided by decides the next one, too. */
    private static GivenAnswers carried(Plan plan) {
        return plan.learning()
                .observed()
                .map(observed -> GivenAnswers.of(
                        plan.group().id(), plan.learning().reviewed().answers(), observed.to()))
                .orElse(GivenAnswers.NONE);
    }

    /** The groups, where each is named by its id; else all, for names are told apart only by the inventory. */
    private static Set<String> planned(List<String> words) {
        return words.stream().allMatch(GroupName::isId) ? Set.copyOf(words) : Set.of();
    }

    private static FlowEvidence flows(Arguments arguments, Optional<Discovery> discovery, ProcessContext surroundings) {
        List<ProfileStore> profiles = arguments
                .one(Inventories.TRAFFIC)
                .<List<ProfileStore>>map(word -> List.of(Inventories.profile(word, arguments)))
                .orElse(List.of());
        FlowEvidence named = Flows.of(
                profiles,
                arguments.all(FLOWS),
                discovery.map(found -> found.places().formats()).orElse(List.of()),
                FlowSelection.ALL,
                Runtime.getRuntime().availableProcessors(),
                arguments,
                surroundings.clock());
        return Flows.with(named, discovery, arguments, surroundings.clock());
    }

    private static PlanSettings settings(Arguments arguments, ProcessContext surroundings) {
        PlanSettings settings = PlanSettings.of(
                        surroundings.version(), surroundings.clock().instant())
                .judging(Policies.of(arguments))
                .allowing(Allowed.of(arguments))
                .keeping(arguments.all(KEEP))
                .treating(internet(arguments))
                .preferring(preference(arguments));
        if (arguments.has(MERGE_PORTS)) {
            settings = settings.naming(PlanSettings.Ports.MERGED);
        }
        Optional<Integer> most = number(MAX_RULES, arguments, 0, 1000);
        if (most.isPresent()) {
            settings = settings.withAtMost(most.get());
        }
        Optional<Integer> quota = number(QUOTA, arguments, 1, 1000);
        return quota.isPresent() ? settings.within(quota.get()) : settings;
    }

    private static PlanSettings.Internet internet(Arguments arguments) {
        String text = arguments.one(INTERNET).orElse("stable");
        for (PlanSettings.Internet mode : PlanSettings.Internet.values()) {
            if (mode.id().equals(text)) {
                return mode;
            }
        }
        throw new UsageException("`--internet`: expected stable, pin or port-only, found `" + text + "`");
    }

    private static PlanSettings.Preference preference(Arguments arguments) {
        String text = arguments.one(PREFER).orElse("groups");
        return switch (text) {
            case "groups" -> PlanSettings.Preference.WHAT_FOLLOWS_CHANGE;
            case "addresses" -> PlanSettings.Preference.ADDRESSES;
            default -> throw new UsageException("`--prefer`: expected groups or addresses, found `" + text + "`");
        };
    }

    static Optional<Integer> number(Grammar.Option option, Arguments arguments, int least, int most) {
        Optional<String> text = arguments.one(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().matches("0|[1-9][0-9]{0,3}")) {
            int number = Integer.parseInt(text.get());
            if (least <= number && number <= most) {
                return Optional.of(number);
            }
        }
        throw new UsageException(
                "`%s`: expected %d to %d, found `%s`".formatted(option.name(), least, most, text.get()));
    }
}
