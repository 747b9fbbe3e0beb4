package dev.weir.cli;

import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowSelection;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.ObserveOperation;
import dev.weir.operation.ProfileStore;
import dev.weir.report.TrafficSummary;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code weir observe}: what the interfaces really talk to, from VPC Flow Logs into a traffic profile. */
final class ObserveCommand implements Command {

    private static final Grammar.Option OUT = Grammar.Option.once(
            "--out",
            "FILE",
            "The traffic profile to write, a file or s3://bucket/key. One that is there already is added to; what it holds is not read again.");
    private static final Grammar.Option LOG_FORMAT = Grammar.Option.many(
            "--log-format",
            "FORMAT",
            "The fields of lines without a header, as EC2 writes them: '${version} ${account-id} …'. Default: version"
                    + " 2.");
    private static final Grammar.Option REGION = Grammar.Option.many(
            Inventories.REGION.name(),
            "REGION",
            "Only this Region's records, and without --inventory the live account there; or `all`; may be repeated.");
    private static final Grammar.Option GROUP =
            Grammar.Option.many("--group", "ID", "Only interfaces that this security group is associated with.");
    private static final Grammar.Option THREADS =
            Grammar.Option.once("--threads", "N", "How many files to read at once. Default: one per processor.");

    private static final Grammar.Option SPARK = Grammar.Option.once(
            "--spark",
            "MASTER",
            "Read on Apache Spark: spark://host:7077, yarn, local[4] …, by the `spark-submit` of SPARK_HOME or PATH. FLOWS then may be any URI that the cluster reads.");

    private static final int MOST_THREADS = 256;

    @Override
    public Grammar grammar() {
        List<Grammar.Option> options =
                new ArrayList<>(List.of(OUT, Inventories.SERIES, Inventories.PARAMETERS, Inventories.PARAMETER));
        options.addAll(Selections.options());
        options.addAll(List.of(Discovery.DISCOVER, REGION, GROUP, LOG_FORMAT, THREADS, SPARK));
        options.addAll(SqlTables.OPTIONS);
        options.add(Flows.REQUEST_PAYER);
        return new Grammar(
                "observe",
                "Learn from VPC Flow Logs what security groups really need.",
                "FLOWS",
                0,
                Grammar.MANY,
                "Files or folders of flow logs of any version: text, gzip, Parquet, CSV, JSON lines, exports of CloudWatch Logs and Logs Insights, OCSF; - is standard input. Or where AWS writes them: s3://bucket/prefix, or the ARN of a log group. Or traffic profiles to merge.",
                withLiveOptions(options),
                List.of(
                        new Grammar.Example(
                                "weir observe examples/acme/flows --inventory examples/acme --out acme.profile",
                                "Learn from a folder; no AWS call is made."),
                        new Grammar.Example(
                                "weir observe s3://flow-logs/AWSLogs --last 30d --out acme.profile",
                                "Learn from where AWS writes them; nothing is copied."),
                        new Grammar.Example(
                                "weir observe --discover --last 30d --out acme.profile",
                                "Ask the account where its flow logs go, and learn from them there."),
                        new Grammar.Example(
                                "weir observe s3://flow-logs/AWSLogs --spark yarn --out acme.profile",
                                "Learn on a cluster from more than one machine reads in time."),
                        new Grammar.Example(
                                "weir observe --athena logs.vpc_flow_logs --last 30d --out acme.profile",
                                "Have Athena read 30 whole days of a table; tomorrow only the new one is asked for."),
                        new Grammar.Example(
                                "weir observe --trino https://trino --table hive.logs.flows --last 30d --out acme.profile",
                                "The same on Trino."),
                        new Grammar.Example(
                                "weir observe AWSLogs --last 30d --inventory snapshots --out acme.profile",
                                "Add the last 30 days; a series of snapshots tells which interface had which"
                                        + " group when.")));
    }

    /** Those of the live account, of which {@code --region} tells here whose records are taken as well. */
    private static List<Grammar.Option> withLiveOptions(List<Grammar.Option> options) {
        return Inventories.withAccountOptions(options.toArray(Grammar.Option[]::new)).stream()
                .filter(option -> option.equals(REGION) || !option.name().equals(REGION.name()))
                .filter(option -> !option.equals(AccountOptions.ACCOUNT))
                .toList();
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        Optional<SqlTables> table = SqlTables.of(arguments, surroundings);
        FlowSelection selection = Selections.of(arguments, surroundings.clock());
        List<FlowLogFormat> formats = arguments.readAll(LOG_FORMAT, FlowLogFormat::parse);
        if (table.isPresent() && table.get().isPrinted()) {
            surroundings.print(table.get().printed(selection, formats.stream().findFirst()));
            return ExitCode.CLEAN;
        }
        ProfileStore out = Inventories.profile(
                arguments.one(OUT).orElseThrow(() -> new UsageException("`--out FILE` is missing")), arguments);
        if (arguments.words().isEmpty() && !arguments.has(Discovery.DISCOVER) && table.isEmpty()) {
            throw new UsageException("FLOWS is missing: name flow logs, or give `--discover`");
        }
        // A table is read by its engine, and nothing beside it: what both hold would count twice.
        table.ifPresent(any -> arguments.refuse(
                List.of(Discovery.DISCOVER, SPARK, Flows.REQUEST_PAYER, LOG_FORMAT),
                "is for flow logs, and not for a table"));
        Progress progress = new Progress(surroundings);
        table.ifPresent(any -> progress.countsDays());
        Set<String> groups = Set.copyOf(arguments.all(GROUP));
        Arguments ofInventory = arguments.without(Selections.ACCOUNT);
        Optional<Discovery> discovery = arguments.has(Discovery.DISCOVER)
                ? Optional.of(Discovery.of(ofInventory, groups, surroundings.clock(), progress))
                : Optional.empty();
        discovery.ifPresent(found -> formats.addAll(found.places().formats()));
        Optional<SparkSubmission> spark =
                arguments.one(SPARK).map(master -> submission(master, arguments, surroundings));
        FlowEvidence here = Flows.of(
                out.exists() ? List.of(out) : List.of(),
                arguments.words(),
                formats,
                selection,
                PlanCommand.number(THREADS, arguments, 1, MOST_THREADS)
                        .orElse(Runtime.getRuntime().availableProcessors()),
                arguments,
                surroundings.clock());
        Optional<SqlTables.Read> asked = table.map(any -> any.read(here));
        FlowEvidence named = asked.map(SqlTables.Read::evidence)
                .or(() -> spark.map(here::on))
                .orElse(here);
        ObserveOperation.Request request = new ObserveOperation.Request(
                Flows.with(named, discovery, arguments, surroundings.clock()),
                discovery
                        .map(Discovery::series)
                        .orElseGet(() -> Inventories.series(ofInventory, surroundings.clock(), progress)),
                groups);
        ObserveOperation.Result result = new ObserveOperation(progress).run(request, out);
        Flows.say(result.read(), surroundings);
        asked.ifPresent(any -> {
            any.close();
            any.engine().cost().ifPresent(cost -> surroundings.say("weir: " + cost));
        });
        surroundings.print(new TrafficSummary(
                        result,
                        Printable.of(out.name()),
                        surroundings.terminal().get())
                .render());
        surroundings.print("next: " + next(arguments, out) + "\n");
        return result.complete() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    /** A cluster reads neither what one of these machines alone has, nor by the options that say how. */
    private static SparkSubmission submission(String master, Arguments arguments, ProcessContext surroundings) {
        for (Grammar.Option option : List.of(Discovery.DISCOVER, THREADS, Flows.REQUEST_PAYER)) {
            if (arguments.has(option)) {
                throw new UsageException("`--spark` and `" + option.name() + "` exclude each other");
            }
        }
        List<String> flows = arguments.words().stream()
                .filter(word -> !Flows.isProfile(word))
                .toList();
        if (flows.isEmpty()) {
            throw new UsageException("`--spark` reads flow logs, and FLOWS names none");
        }
        for (String word : flows) {
            if (word.equals("-") || word.startsWith("arn:") || word.startsWith("s3://arn:")) {
                throw new UsageException("`" + word
                        + "` cannot be read on a cluster; name files or folders that all of its machines see");
            }
        }
        return SparkSubmission.of(master, flows, arguments.all(LOG_FORMAT), surroundings);
    }

    /** The same inventory, by its files or as the same live account. */
    private static String next(Arguments arguments, ProfileStore out) {
        CommandLineText line = new CommandLineText("weir scan");
        arguments.all(Inventories.SERIES).forEach(line::word);
        if (!arguments.has(Inventories.SERIES)) {
            Inventories.LIVE.forEach(option -> line.option(option, arguments));
            AccountOptions.ALL.stream()
                    .filter(option -> !option.equals(AccountOptions.ACCOUNT))
                    .forEach(option -> line.option(option, arguments));
        }
        return line.option(Inventories.TRAFFIC.name(), out.name()).toString();
    }
}
