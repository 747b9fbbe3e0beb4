package dev.weir.cli;

import dev.weir.codec.PlanCodec;
import dev.weir.files.PolicyFile;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Scan;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Input;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.plan.PlanAnswer;
import dev.weir.plan.PlanSettings;
import dev.weir.plan.Planner;
import dev.weir.report.PlanHtml;
import dev.weir.report.PlanMarkdown;
import dev.weir.report.PlanText;
import dev.weir.report.Terminal;
import dev.weir.report.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code weir plan}: the narrowest outbound rules that permit what a group needs, proven. */
final class PlanCommand implements Command {

    private static final Grammar.Option FAILING = new Grammar.Option(
            "--failing", "", Grammar.Times.FLAG, "Plan every group that fails a reading, instead of naming groups.");
    private static final Grammar.Option KEEP = new Grammar.Option(
            "--keep",
            "RULE",
            Grammar.Times.MANY,
            "An old rule that stays, by its id or as PROTO:PORTS:DEST; may be repeated.");
    private static final Grammar.Option FLOWS = new Grammar.Option(
            "--flows",
            "FLOWS",
            Grammar.Times.MANY,
            "Files or folders of flow logs, or traffic profiles, to learn from; may be repeated.");
    private static final Grammar.Option POLICY = new Grammar.Option(
            "--policy",
            "FILE",
            Grammar.Times.ONCE,
            "What the organisation decided: required destinations, named ranges, forbidden zones, shortest prefix,"
                    + " exceptions.");
    private static final Grammar.Option INTERNET = new Grammar.Option(
            "--internet",
            "MODE",
            Grammar.Times.ONCE,
            "stable: pin public destinations that were seen every week, leave classes that keep changing open on their"
                    + " port. pin: pin all. port-only: pin none. Default: stable.");
    private static final Grammar.Option PREFER = new Grammar.Option(
            "--prefer",
            "WHAT",
            Grammar.Times.ONCE,
            "groups: name a destination by its security group where that covers it. addresses: do not. Default:"
                    + " groups.");
    private static final Grammar.Option MAX_RULES = new Grammar.Option(
            "--max-rules", "N", Grammar.Times.ONCE, "At most so many rules: another point of the curve.");
    private static final Grammar.Option MERGE_PORTS = new Grammar.Option(
            "--merge-ports",
            "",
            Grammar.Times.FLAG,
            "Let rules name ranges of ports, which also opens ports that were never seen.");
    private static final Grammar.Option QUOTA = new Grammar.Option(
            "--quota",
            "N",
            Grammar.Times.ONCE,
            "How many outbound rules of each family a group may have. Default: 60, as AWS gives.");
    private static final Grammar.Option OUT = new Grammar.Option(
            "--out",
            "FILE|DIR",
            Grammar.Times.ONCE,
            "Where the plan goes; of several plans, or with --failing, a folder with one <group-id>.json each.");

    private final String version;

    PlanCommand(String version) {
        this.version = version;
    }

    @Override
    public Grammar grammar() {
        return new Grammar(
                "plan",
                "Make the narrowest outbound rules that permit what a group needs, and prove them.",
                "GROUP",
                0,
                Grammar.MANY,
                "The ids of the security groups to plan, together.",
                Inventories.withLiveOptions(
                        FAILING,
                        Histories.INVENTORY,
                        Traffic.TRAFFIC,
                        FLOWS,
                        Allowed.ALLOW,
                        KEEP,
                        POLICY,
                        INTERNET,
                        PREFER,
                        MAX_RULES,
                        MERGE_PORTS,
                        QUOTA,
                        OUT,
                        PlanFormat.OPTION,
                        Policies.WORLD_SHARE,
                        Policies.PORTS_SHARE),
                List.of(
                        new Grammar.Example(
                                "weir plan sg-0a1b2c3d --inventory examples/acme --flows examples/acme/flows --out"
                                        + " web-tier.json",
                                "Learn from flow logs, prove and back-test; no AWS call is made."),
                        new Grammar.Example(
                                "weir plan sg-0a1b2c3d --inventory examples/acme --allow tcp:443:203.0.113.0/28 --out"
                                        + " plan.json",
                                "What is needed in, the broad rule out: the published remediation, done safely.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        boolean failing = arguments.has(FAILING);
        if (failing == !arguments.words().isEmpty()) {
            throw new UsageException(
                    failing
                            ? "`--failing` plans every failing group; name groups, or give the option, not both"
                            : "no group was named; expected ids of security groups, or `--failing`");
        }
        List<PlanFormat> formats = PlanFormat.of(arguments);
        PlanSettings settings = settings(arguments, surroundings);
        boolean byHand = arguments.one(Traffic.TRAFFIC.name()).isEmpty()
                && arguments.all(FLOWS.name()).isEmpty();
        for (Grammar.Option learnt : List.of(INTERNET, PREFER, MAX_RULES, MERGE_PORTS)) {
            if (byHand && arguments.has(learnt)) {
                throw new UsageException(
                        "`" + learnt.name() + "` is about what is learned, and there is nothing to learn from;"
                                + " help: give --flows or --traffic");
            }
        }
        Histories histories = Histories.of(arguments, surroundings);
        boolean allRead = histories.say(surroundings);
        Snapshot now = now(histories);
        Set<String> groups = failing ? failing(now, settings.policy()) : new LinkedHashSet<>(arguments.words());
        if (groups.isEmpty()) {
            surroundings.print("no security group fails a reading: nothing to plan\n");
            return allRead ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
        }
        Optional<Path> policy = arguments.one(POLICY.name()).map(Inventories::path);
        PlanEvidence evidence = PlanEvidence.of(
                arguments.one(Traffic.TRAFFIC.name()), arguments.all(FLOWS.name()), histories, surroundings);
        List<Input> inputs = new ArrayList<>(inputs(histories));
        inputs.addAll(evidence.inputs());
        if (policy.isPresent()) {
            PolicyFile file = policy(policy.get());
            inputs.add(file.input());
            settings = settings.under(file.policy());
        }
        Planner planner = new Planner(now, settings.from(inputs).together(groups));
        Results results = new Results(arguments, surroundings, formats, failing || groups.size() > 1);
        for (String group : groups) {
            results.add(evidence.traffic()
                    .map(traffic -> planner.fromTraffic(group, traffic))
                    .orElseGet(() -> planner.byHand(group)));
        }
        results.finish();
        return allRead && evidence.allRead() ? results.exitCode() : ExitCode.INCOMPLETE;
    }

    private PlanSettings settings(Arguments arguments, Surroundings surroundings) {
        PlanSettings settings = PlanSettings.of(version, surroundings.clock().instant())
                .judging(Policies.of(arguments))
                .allowing(Allowed.of(arguments))
                .keeping(arguments.all(KEEP.name()))
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
        String text = arguments.one(INTERNET.name()).orElse("stable");
        for (PlanSettings.Internet mode : PlanSettings.Internet.values()) {
            if (mode.id().equals(text)) {
                return mode;
            }
        }
        throw new UsageException("`--internet`: expected stable, pin or port-only, found `" + Printable.of(text) + "`");
    }

    private static PlanSettings.Preference preference(Arguments arguments) {
        String text = arguments.one(PREFER.name()).orElse("groups");
        return switch (text) {
            case "groups" -> PlanSettings.Preference.WHAT_FOLLOWS_CHANGE;
            case "addresses" -> PlanSettings.Preference.ADDRESSES;
            default ->
                throw new UsageException(
                        "`--prefer`: expected groups or addresses, found `" + Printable.of(text) + "`");
        };
    }

    private static PolicyFile policy(Path file) {
        try {
            return PolicyFile.read(file);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException(
                    "the policy file `" + Printable.of(file.toString()) + "`: "
                            + Printable.of(String.valueOf(wrong.getMessage())),
                    wrong);
        }
    }

    private static Optional<Integer> number(Grammar.Option option, Arguments arguments, int least, int most) {
        Optional<String> text = arguments.one(option.name());
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
                "`%s`: expected %d to %d, found `%s`".formatted(option.name(), least, most, Printable.of(text.get())));
    }

    /** The newest inventory: what a plan is made for. */
    private static Snapshot now(Histories histories) {
        Snapshot newest = Snapshot.EMPTY;
        for (Snapshot snapshot : histories.inventory().snapshots().values()) {
            newest = snapshot;
        }
        return newest;
    }

    private static List<Input> inputs(Histories histories) {
        Set<Input> inputs = new LinkedHashSet<>();
        for (Map.Entry<?, Snapshot> one : histories.inventory().snapshots().entrySet()) {
            inputs.addAll(one.getValue().inputs());
        }
        return List.copyOf(inputs);
    }

    private static Set<String> failing(Snapshot snapshot, Policy policy) {
        Set<String> failing = new TreeSet<>();
        Scan scan = new Scan(policy, finding -> {
            boolean group = finding.subject() instanceof Subject.Group;
            if (group && finding.verdict() == Verdict.FAIL && finding.reading() == Reading.ANY_PORT) {
                failing.add(finding.subject().id());
            }
        });
        snapshot.read(scan);
        scan.finish();
        return failing;
    }

    /** What came of each group: shown, written, and summed up in the exit code. */
    private static final class Results {

        private final Surroundings surroundings;
        private final List<PlanFormat> formats;
        private final boolean many;
        private final Optional<Path> out;
        private final List<ByteArrayOutputStream> shown = new ArrayList<>();
        private boolean refused;
        private boolean notReady;

        Results(Arguments arguments, Surroundings surroundings, List<PlanFormat> formats, boolean many) {
            this.surroundings = surroundings;
            this.formats = formats;
            this.many = many;
            Optional<Path> place = arguments.one(OUT.name()).map(Inventories::path);
            this.out = many ? place.map(PlanFiles::folder) : place;
            formats.forEach(format -> shown.add(new ByteArrayOutputStream()));
        }

        void add(PlanAnswer answer) {
            answer.match(this::made, this::refused);
        }

        private boolean refused(String sentence) {
            surroundings.say("weir: " + Printable.of(sentence));
            refused = true;
            return false;
        }

        private boolean made(Plan plan) {
            notReady |= !plan.isReady();
            if (out.isPresent()) {
                boolean folder = many || Files.isDirectory(out.get());
                PlanFiles.write(
                        plan, folder ? PlanFiles.in(out.get(), plan.group().id()) : out.get());
            }
            for (int i = 0; i < formats.size(); i++) {
                boolean first = shown.get(i).size() == 0;
                shown.get(i).writeBytes(rendered(plan, formats.get(i), first));
            }
            return true;
        }

        private byte[] rendered(Plan plan, PlanFormat format, boolean first) {
            return switch (format.kind()) {
                case TEXT -> {
                    Terminal terminal = format.file().isPresent()
                            ? Terminal.NONE
                            : surroundings.terminal().get();
                    yield ((first ? "" : "\n") + new PlanText(plan, terminal).render())
                            .getBytes(StandardCharsets.UTF_8);
                }
                case MARKDOWN ->
                    ((first ? "" : "\n") + new PlanMarkdown(plan).render()).getBytes(StandardCharsets.UTF_8);
                case HTML ->
                    ((first ? PlanHtml.head() : "") + new PlanHtml(plan).section()).getBytes(StandardCharsets.UTF_8);
                case JSON -> {
                    byte[] json = PlanCodec.encode(plan);
                    if (!many) {
                        yield json;
                    }
                    ByteArrayOutputStream element = new ByteArrayOutputStream();
                    element.writeBytes((first ? "[\n" : ",\n").getBytes(StandardCharsets.US_ASCII));
                    element.write(json, 0, json.length - 1);
                    yield element.toByteArray();
                }
            };
        }

        void finish() {
            for (int i = 0; i < formats.size(); i++) {
                PlanFormat format = formats.get(i);
                ByteArrayOutputStream bytes = shown.get(i);
                if (format.kind() == PlanFormat.Kind.JSON && many) {
                    bytes.writeBytes((bytes.size() == 0 ? "[]\n" : "\n]\n").getBytes(StandardCharsets.US_ASCII));
                }
                if (format.kind() == PlanFormat.Kind.HTML && bytes.size() > 0) {
                    bytes.writeBytes(PlanHtml.foot().getBytes(StandardCharsets.US_ASCII));
                }
                try {
                    if (format.file().isEmpty()) {
                        bytes.writeTo(surroundings.out());
                        surroundings.out().flush();
                    } else if (bytes.size() > 0) {
                        write(bytes, format.file().get());
                    }
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        }

        private static void write(ByteArrayOutputStream bytes, Path file) throws IOException {
            try (OutputFile output = OutputFile.at(file)) {
                bytes.writeTo(output.stream());
                output.keep();
            }
        }

        int exitCode() {
            if (refused) {
                return ExitCode.INCOMPLETE;
            }
            return notReady ? ExitCode.FOUND : ExitCode.CLEAN;
        }
    }
}
