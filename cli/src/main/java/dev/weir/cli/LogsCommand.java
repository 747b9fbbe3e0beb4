package dev.weir.cli;

import dev.weir.aws.CallersBuckets;
import dev.weir.finding.Policy;
import dev.weir.finding.ResourceFilter;
import dev.weir.operation.logs.LogsOperation;
import dev.weir.operation.logs.OwnBuckets;
import dev.weir.report.Run;
import dev.weir.report.logs.LogsJson;
import dev.weir.report.logs.LogsText;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code weir logs}: what flow logs can tell of each VPC and each failing group, and what to run so that they tell more. */
final class LogsCommand implements Command {

    private static final Pattern PLACE =
            Pattern.compile("(?:s3://|arn:aws[a-z-]*:s3:::)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/[!-~]*)?");

    private static final Grammar.Option DESTINATION = Grammar.Option.once(
            "--destination",
            "s3://BUCKET",
            "Where flow logs that are to be made shall deliver. Default: where a good one of the account and Region does,"
                    + " else a bucket of their own.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "logs",
                "Say what flow logs can tell of each failing group, and what to run so that they tell more.",
                "SOURCE",
                0,
                Grammar.MANY,
                "Files or folders, as for scan, with the output of `aws ec2 describe-flow-logs` beside them. Without one, the"
                        + " live account.",
                Filters.among(Inventories.withAccountOptions(
                        Format.option(Format.OfLogs.values()),
                        Inventories.TRAFFIC,
                        DESTINATION,
                        SuppressionFiles.SUPPRESSIONS,
                        Policies.WORLD_SHARE,
                        Policies.PORTS_SHARE,
                        Inventories.PARAMETERS,
                        Inventories.PARAMETER)),
                List.of(
                        new Grammar.Example(
                                "weir logs examples/acme --traffic acme.profile",
                                "Which groups can be planned, and from which day on."),
                        new Grammar.Example(
                                "weir logs --organization --format json=logs.json",
                                "Every account, with the one rule that turns flow logs on.")));
    }

    @Override
    public int run(Arguments typed, ProcessContext surroundings) {
        List<String> sources = typed.words();
        ResourceFilter filter = Filters.of(typed, !sources.isEmpty());
        Arguments arguments = Filters.ofWhatIsRead(typed, !sources.isEmpty());
        Policy policy = Policies.of(arguments);
        List<Format<Format.OfLogs>> formats = Format.of(arguments, Format.OfLogs.values());
        Progress progress = new Progress(surroundings);
        Run run = surroundings.run(policy, Inventories.access(sources, arguments));
        LogsOperation.Result result = new LogsOperation(progress)
                .run(new LogsOperation.Request(
                        policy,
                        Inventories.of(sources, Inventories.Wanted.FOR_LOGS, arguments, surroundings.clock(), progress),
                        Inventories.evidence(arguments),
                        LocalDate.ofInstant(run.at(), ZoneOffset.UTC),
                        sources.isEmpty() ? InAws.buckets(arguments) : OwnBuckets.NOT_ASKED,
                        arguments.one(DESTINATION).map(LogsCommand::destination),
                        SuppressionFiles.of(arguments),
                        arguments.has(AccountOptions.ORGANIZATION),
                        filter));
        result.part().ifPresent(progress::shown);
        for (Format<Format.OfLogs> format : formats) {
            Outputs.write(format, rendered(format, result, run, surroundings), surroundings);
        }
        if (result.complete()) {
            return result.clean() ? ExitCode.CLEAN : ExitCode.FOUND;
        }
        if (Format.sayInText(formats)) {
            return ExitCode.INCOMPLETE;
        }
        Problems.say(result.problems(), surroundings);
        return Problems.incomplete(surroundings);
    }

    /** Apart, so that a command on files loads no class of the AWS room. */
    private static final class InAws {

        static OwnBuckets buckets(Arguments arguments) {
            return new CallersBuckets(LiveInventory.options(arguments));
        }
    }

    private static String destination(String typed) {
        Matcher place = PLACE.matcher(typed);
        if (!place.matches()) {
            throw new UsageException(
                    "`--destination`: expected a bucket such as `s3://flow-logs`, found `" + typed + "`");
        }
        String folder = place.group(2) == null ? "" : place.group(2);
        String partition = typed.startsWith("arn:") ? typed.substring(0, typed.indexOf(":s3:")) : "arn:aws";
        return partition + ":s3:::" + place.group(1) + folder;
    }

    private static byte[] rendered(
            Format<Format.OfLogs> format, LogsOperation.Result result, Run run, ProcessContext surroundings) {
        return switch (format.kind()) {
            case JSON -> Outputs.bytes(out -> new LogsJson(out, run).write(result));
            case TEXT -> Outputs.bytes(new LogsText(result, run, format.terminal(surroundings)).render());
        };
    }
}
