package dev.weir.cli;

import dev.weir.codec.SnapshotFormat;
import dev.weir.ec2.AwsAnswers;
import dev.weir.ec2.ConfigItems;
import dev.weir.evidence.Evidence;
import dev.weir.files.FileFailure;
import dev.weir.files.InventoryFiles;
import dev.weir.files.InventorySeries;
import dev.weir.files.ProfileFile;
import dev.weir.iac.cloudformation.CloudFormationTemplates;
import dev.weir.iac.cloudformation.GivenParameters;
import dev.weir.iac.terraform.TerraformFormat;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.ProfileStore;
import dev.weir.report.Run;
import dev.weir.services.HolderAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a command's inventory comes from: the sources that were named, else the live account. */
final class Inventories {

    static final Grammar.Option PROFILE =
            Grammar.Option.once("--profile", "NAME", "The AWS profile whose credentials to use; live account only.");
    static final Grammar.Option REGION = Grammar.Option.many(
            "--region",
            "REGION",
            "A Region to read, or `all`; may be repeated. Default: the configured one. Live account only.");
    static final Grammar.Option ENDPOINT_URL =
            Grammar.Option.once("--endpoint-url", "URL", "Send every AWS call to this address. Live account only.");

    static final Grammar.Option SERIES = Grammar.Option.many(
            "--inventory",
            "SOURCE",
            "Which interface has which groups: a file or folder, as for scan; several snapshots are a series over"
                    + " time. Default: the live account.");
    static final Grammar.Option TRAFFIC = Grammar.Option.once(
            "--traffic", "FILE", "A traffic profile that `weir observe` wrote: a file, or s3://bucket/key.");

    static final Grammar.Option PARAMETERS = Grammar.Option.many(
            "--parameters",
            "FILE",
            "What CloudFormation templates are deployed with: JSON as the AWS CLI or CodePipeline writes it.");
    static final Grammar.Option PARAMETER = Grammar.Option.many(
            "--parameter",
            "NAME=VALUE",
            "One such parameter, which outranks those of files. Without: the template's default, or unknown.");

    /** What inventories are written in; of several that may fit, the first that does. */
    private static final List<InventoryFormat> FORMATS = formats(GivenParameters.NONE);

    /** What says itself when it was true. */
    static final List<InventoryFormat> SNAPSHOTS = List.of(new SnapshotFormat());

    private static List<InventoryFormat> formats(GivenParameters parameters) {
        return List.of(
                new SnapshotFormat(),
                new TerraformFormat(),
                new CloudFormationTemplates(parameters),
                new ConfigItems(),
                new HolderAnswers(),
                new AwsAnswers());
    }

    private static List<InventoryFormat> formats(Arguments arguments) {
        GivenParameters given = given(arguments);
        return given == GivenParameters.NONE ? FORMATS : formats(given);
    }

    /** What the parameters of templates are given. */
    static GivenParameters given(Arguments arguments) {
        GivenParameters given = GivenParameters.NONE;
        try {
            for (String file : arguments.all(PARAMETERS)) {
                given = given.and(GivenParameters.read(file, text(file)));
            }
            for (String text : arguments.all(PARAMETER)) {
                given = given.and(GivenParameters.typed(text));
            }
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
        return given;
    }

    private static String text(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException unreadable) {
            throw new UsageException(
                    "`" + PARAMETERS.name() + "`: `" + file + "` cannot be read: " + FileFailure.reason(unreadable),
                    unreadable);
        }
    }

    static final List<Grammar.Option> LIVE = List.of(PROFILE, REGION, ENDPOINT_URL);

    /** What a live account is read for: what else than groups, and which prefix lists. */
    enum Wanted {
        TO_JUDGE,
        /** Flow logs, too. */
        FOR_LOGS,
        /** A list that no rule names yet, such as that of S3, may be the best destination. */
        FOR_PLANS,
        /** The same with flow logs. */
        FOR_DISCOVERY,
        /** The same as for plans, with what holds groups, on an interface or not. */
        FOR_TRIAGE,
        /** All that can be read. */
        TO_KEEP
    }

    private Inventories() {}

    /** The options of a command, followed by those of the live account. */
    static List<Grammar.Option> withLiveOptions(Grammar.Option... options) {
        List<Grammar.Option> all = new ArrayList<>(List.of(options));
        all.addAll(LIVE);
        return all;
    }

    /** The same, for a command that reads other accounts, too. */
    static List<Grammar.Option> withAccountOptions(Grammar.Option... options) {
        List<Grammar.Option> all = withLiveOptions(options);
        all.addAll(AccountOptions.ALL);
        return all;
    }

    /** Whether an option says which live account is meant. */
    static boolean namesLiveAccount(Arguments arguments) {
        return withAccountOptions().stream().anyMatch(arguments::has);
    }

    static Run.Access access(List<String> sources, Arguments arguments) {
        if (sources.isEmpty()) {
            return Run.Access.LIVE;
        }
        return sources.stream().anyMatch(Inventories::isInBucket) || reachesBuckets(arguments)
                ? Run.Access.STORED
                : Run.Access.OFFLINE;
    }

    /**
     * The inventory that the command line names; files hold what they hold, whatever it is wanted for.
     *
     * @throws UsageException if options and sources contradict each other
     */
    static InventorySource of(
            List<String> sources, Wanted wanted, Arguments arguments, Clock clock, Progress progress) {
        if (sources.isEmpty()) {
            return LiveInventory.of(wanted, arguments, clock, progress);
        }
        return sources.stream().anyMatch(Inventories::isInBucket)
                ? InBuckets.inventory(sources, arguments, formats(arguments))
                : InventoryFiles.of(paths(sources, arguments), formats(arguments));
    }

    /** What was observed before, where {@code --traffic} names it. */
    static Optional<Evidence> evidence(Arguments arguments) {
        return arguments.one(TRAFFIC).map(word -> profile(word, arguments).read());
    }

    /** Whether a word names something in S3, where a file may stand, too. */
    static boolean isInBucket(String word) {
        return word.startsWith("s3://");
    }

    /** Whether something else is in AWS, so that who asks and where is worth saying although the inventory is in files. */
    private static boolean reachesBuckets(Arguments arguments) {
        return Stream.concat(
                                arguments.words().stream(),
                                Stream.of(TRAFFIC.name(), "--out", "--append")
                                        .flatMap(option -> arguments.all(option).stream()))
                        .anyMatch(Inventories::isInBucket)
                || arguments.all(Flows.DNS).stream().anyMatch(Flows::isAddress);
    }

    /** The traffic profile that a word names. */
    static ProfileStore profile(String word, Arguments arguments) {
        return isInBucket(word) ? InBuckets.profile(word, arguments) : new ProfileFile(path(word));
    }

    /** The inventory in one file or folder, to be compared with another. */
    static InventorySource compared(Path source) {
        return InventoryFiles.compared(source, FORMATS);
    }

    /** What {@code --inventory} names, over time; else the live account as it is now, with what planning may choose from. */
    static List<InventorySource> series(Arguments arguments, Clock clock, Progress progress) {
        return series(Wanted.FOR_PLANS, arguments, clock, progress);
    }

    /** The same with the flow logs of the live account; what files hold of them, they hold. */
    static List<InventorySource> seriesWithFlowLogs(Arguments arguments, Clock clock, Progress progress) {
        return series(Wanted.FOR_DISCOVERY, arguments, clock, progress);
    }

    private static List<InventorySource> series(Wanted wanted, Arguments arguments, Clock clock, Progress progress) {
        List<String> sources = arguments.all(SERIES);
        if (sources.stream().anyMatch(Inventories::isInBucket)) {
            return InBuckets.series(sources, arguments, formats(arguments));
        }
        return sources.isEmpty()
                ? List.of(of(sources, wanted, arguments, clock, progress))
                : InventorySeries.of(sources.stream().map(Inventories::path).toList(), formats(arguments));
    }

    private static List<Path> paths(List<String> sources, Arguments arguments) {
        refuseLiveOptions(sources, arguments);
        List<Path> paths = new ArrayList<>();
        for (String source : sources) {
            paths.add(path(source));
        }
        return paths;
    }

    /** @throws UsageException if an option says which live account is meant, and nothing is asked of any */
    static void refuseLiveOptions(List<String> sources, Arguments arguments) {
        List<Grammar.Option> all = reachesBuckets(arguments) ? AccountOptions.ALL : withAccountOptions();
        arguments.refuse(all, ofTheLiveAccount(sources));
    }

    /** Why an option is refused that says which live account is meant. */
    static String ofTheLiveAccount(List<String> sources) {
        return "is for the live account, and a source was named: `" + sources.get(0) + "`";
    }

    static Path path(String name) {
        if (isInBucket(name)) {
            throw new UsageException(
                    "`" + name
                            + "` is in S3, and a file or folder is expected here; help: name one on disk, and copy it with `aws s3 cp`");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException invalid) {
            throw new UsageException("`" + name + "` is not a file name", invalid);
        }
    }
}
