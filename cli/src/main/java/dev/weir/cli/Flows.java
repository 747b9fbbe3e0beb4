package dev.weir.cli;

import dev.weir.aws.AwsFlows;
import dev.weir.aws.AwsOptions;
import dev.weir.files.FlowFiles;
import dev.weir.files.ProfileFile;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.FlowSources;
import dev.weir.flow.PassedOver;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.ProfileStore;
import dev.weir.operation.QueryLogs;
import dev.weir.operation.logs.DiscoveredFlows;
import dev.weir.operation.logs.FlowLogPlaces;
import dev.weir.parquet.FlowParquet;
import dev.weir.report.text.Printable;
import dev.weir.report.text.ReadingWords;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flow logs as the command line names them, and what came of reading them. */
final class Flows {

    static final Grammar.Option REQUEST_PAYER = Grammar.Option.once(
            "--request-payer",
            "requester",
            "Pay for what is read of buckets whose requester pays, as the AWS CLI has it.");

    static final Grammar.Option DNS = Grammar.Option.many(
            "--dns",
            "LOGS",
            "Query logs of Route 53 Resolver, which name the destinations: files, folders, s3://bucket/prefix or the"
                    + " ARN of a log group; may be repeated.");

    private Flows() {}

    /** These profiles, and what the words name: flow logs wherever they lie, and more profiles. */
    static FlowEvidence of(
            List<ProfileStore> profiles,
            List<String> words,
            List<FlowLogFormat> formats,
            FlowSelection selection,
            int threads,
            Arguments arguments,
            Clock clock) {
        List<ProfileStore> all = new ArrayList<>(profiles);
        List<String> logs = new ArrayList<>();
        for (String word : words) {
            if (!isProfile(word)) {
                logs.add(word);
            } else if (isAddress(word)) {
                all.add(InBuckets.profile(word, arguments));
            } else {
                all.add(new ProfileFile(Inventories.path(word)));
            }
        }
        return new FlowEvidence(
                all,
                source(logs, selection, true, arguments, clock),
                FlowContent.andText(List.of(new FlowParquet()), formats),
                selection,
                threads);
    }

    /** Whether the word names a traffic profile, and no flow logs. */
    static boolean isProfile(String word) {
        return isAddress(word)
                ? word.startsWith("s3://") && word.endsWith(".profile")
                : ProfileFile.isProfile(Inventories.path(word));
    }

    /** The same with what was discovered beside what the words name. */
    static FlowEvidence with(FlowEvidence named, Optional<Discovery> discovery, Arguments arguments, Clock clock) {
        if (discovery.isEmpty()) {
            return named;
        }
        FlowLogPlaces places = discovery.get().places();
        FlowSource there = places.addresses().isEmpty()
                ? new FlowSources(List.of())
                : InAws.source(places.addresses(), named.selection(), true, arguments, clock);
        return new FlowEvidence(
                named.profiles(),
                new FlowSources(List.of(named.flows(), new DiscoveredFlows(places, there))),
                named.contents(),
                named.selection(),
                named.threads(),
                named.cluster());
    }

    /** The query logs that the words name, if any do. */
    static Optional<QueryLogs> queries(Arguments arguments, Clock clock) {
        List<String> words = arguments.all(DNS);
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new QueryLogs(
                        selection -> source(words, selection, false, arguments, clock),
                        Runtime.getRuntime().availableProcessors()));
    }

    /** Flow logs in files, folders and AWS, to look through again and again. */
    static FlowSource ofNow(List<String> words, Arguments arguments, Clock clock) {
        return source(words, FlowSelection.ALL, false, arguments, clock);
    }

    private static FlowSource source(
            List<String> words, FlowSelection selection, boolean settled, Arguments arguments, Clock clock) {
        List<Path> paths = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (String word : words) {
            if (isAddress(word)) {
                addresses.add(word);
            } else {
                paths.add(Inventories.path(word));
            }
        }
        FlowSource files = new FlowFiles(paths, selection);
        return addresses.isEmpty()
                ? files
                : new FlowSources(List.of(files, InAws.source(addresses, selection, settled, arguments, clock)));
    }

    /** Whether a word names logs that lie in AWS. */
    static boolean isAddress(String word) {
        return word.startsWith("s3://") || word.startsWith("arn:aws");
    }

    /** Apart, so that a command on files loads no class of the AWS room. */
    private static final class InAws {

        static FlowSource source(
                List<String> addresses, FlowSelection selection, boolean settled, Arguments arguments, Clock clock) {
            Optional<String> payer = arguments.one(REQUEST_PAYER);
            if (payer.isPresent() && !payer.get().equals(REQUEST_PAYER.label())) {
                throw new UsageException("`" + REQUEST_PAYER.name() + "`: expected `" + REQUEST_PAYER.label()
                        + "`, found `" + payer.get() + "`");
            }
            AwsOptions options = LiveInventory.options(arguments);
            AwsFlows.Hours hours = settled ? AwsFlows.Hours.SETTLED : AwsFlows.Hours.ALL;
            return Arguments.meant("", () -> new AwsFlows(addresses, options, payer, selection, hours, clock));
        }
    }

    /** Says what was skipped and what was lost. */
    static void say(FlowEvidence.FlowsRead read, ProcessContext surroundings) {
        Problems.say(read.problems(), surroundings);
        ReadingWords.of(read).forEach(line -> surroundings.say("weir: " + Printable.of(line)));
    }

    /** Says what was lost of query logs. */
    static void say(QueryLogs.QueriesRead read, ProcessContext surroundings) {
        Problems.say(read.problems(), surroundings);
        ReadingWords.of(read).forEach(line -> surroundings.say("weir: " + Printable.of(line)));
    }

    /** Says what lay beside flow logs and is none. */
    static void say(PassedOver beside, ProcessContext surroundings) {
        ReadingWords.of(beside).ifPresent(line -> surroundings.say("weir: " + Printable.of(line)));
    }
}
