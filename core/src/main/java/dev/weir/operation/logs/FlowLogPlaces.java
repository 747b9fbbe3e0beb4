package dev.weir.operation.logs;

import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the flow logs of an inventory deliver, as addresses to read.
 *
 * @param addresses {@code s3://bucket/folder/}, down to the account and Region in the layout that the flow log writes; ARNs of
 *     log groups; each once
 * @param flowLogs ids of the flow logs that deliver there and are wanted
 * @param formats of records without a header, as those of log groups are
 * @param problems flow logs that cannot be read from here, and what of them was not listed
 */
public record FlowLogPlaces(
        List<String> addresses, Set<String> flowLogs, List<FlowLogFormat> formats, List<Problem> problems) {

    public FlowLogPlaces {
        addresses = List.copyOf(addresses);
        flowLogs = Set.copyOf(flowLogs);
        formats = List.copyOf(formats);
        problems = List.copyOf(problems);
    }

    /**
     * The places of an inventory, over time.
     *
     * @param groups only what watches interfaces of these security groups; empty for all
     */
    public static FlowLogPlaces of(Collection<Snapshot> snapshots, Set<String> groups) {
        Set<String> addresses = new LinkedHashSet<>();
        Set<String> flowLogs = new TreeSet<>();
        Set<FlowLogFormat> formats = new LinkedHashSet<>();
        Set<Problem> problems = new LinkedHashSet<>();
        for (Snapshot snapshot : snapshots) {
            Set<String> watched = watched(snapshot, groups);
            for (FlowLog log : snapshot.flowLogs()) {
                boolean wanted = groups.isEmpty() ? isOfInterfaces(log) : watched.contains(log.resource());
                if (wanted && flowLogs.add(log.id())) {
                    Optional<String> address = address(log);
                    address.ifPresent(addresses::add);
                    if (address.isEmpty()) {
                        problems.add(unreadable(log));
                    }
                    log.delivery().logGroup().flatMap(group -> format(log)).ifPresent(formats::add);
                }
            }
            problems.addAll(unlisted(snapshot));
        }
        if (flowLogs.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    Origin.of(Listing.Kind.FLOW_LOGS.call()),
                    "no flow log watches what was asked for; help: `weir logs` prints the call that makes one"));
        }
        return new FlowLogPlaces(List.copyOf(addresses), flowLogs, List.copyOf(formats), List.copyOf(problems));
    }

    private static boolean isOfInterfaces(FlowLog log) {
        return log.resource().startsWith("vpc-")
                || log.resource().startsWith("subnet-")
                || log.resource().startsWith("eni-");
    }

    private static Set<String> watched(Snapshot snapshot, Set<String> groups) {
        Set<String> watched = new HashSet<>();
        for (String group : groups) {
            snapshot.securityGroup(group).flatMap(SecurityGroup::vpc).ifPresent(watched::add);
            for (NetworkInterface one : snapshot.associatedWith(group)) {
                watched.add(one.id());
                one.vpc().ifPresent(watched::add);
                one.subnet().ifPresent(watched::add);
                one.subnet().flatMap(snapshot::subnet).map(Subnet::vpc).ifPresent(watched::add);
            }
        }
        return watched;
    }

    private static Optional<FlowLogFormat> format(FlowLog log) {
        try {
            return Optional.of(FlowLogFormat.parse(log.format()));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> address(FlowLog log) {
        Optional<String> bucket = log.delivery().bucket();
        if (bucket.isPresent()) {
            String folder =
                    log.delivery().folder().isEmpty() ? "" : log.delivery().folder() + "/";
            return Optional.of("s3://" + bucket.get() + "/" + folder + layout(log));
        }
        return log.delivery().logGroup().flatMap(name -> arn(log, name));
    }

    /** As far down as it is known: AWS's key layout (VPC User Guide, "Publish flow logs to Amazon S3"). */
    private static String layout(FlowLog log) {
        Optional<String> account = log.scope().account();
        if (account.isEmpty()) {
            return "";
        }
        Optional<String> region = log.scope().region();
        return log.layout().hive()
                ? "AWSLogs/aws-account-id=" + account.get() + "/aws-service=vpcflowlogs/"
                        + region.map(name -> "aws-region=" + name + "/").orElse("")
                : "AWSLogs/" + account.get() + "/vpcflowlogs/"
                        + region.map(name -> name + "/").orElse("");
    }

    private static Optional<String> arn(FlowLog log, String name) {
        if (log.delivery().place().startsWith("arn:")) {
            return Optional.of(log.delivery().place().replaceFirst(":\\*$", ""));
        }
        Scope scope = log.scope();
        return scope.account().isPresent() && scope.region().isPresent()
                ? Optional.of("arn:" + scope.partition() + ":logs:"
                        + scope.region().get() + ":" + scope.account().get() + ":log-group:" + name)
                : Optional.empty();
    }

    private static Problem unreadable(FlowLog log) {
        String where = log.delivery().store() == FlowLog.Store.STREAM
                ? "delivers to a stream, `" + log.delivery().place()
                        + "`, and only whoever empties that knows where to; help: name that place beside --discover"
                : "delivers to `" + log.delivery().place()
                        + "`, which is neither a bucket nor a log group of a known account and Region; help: name it";
        return new Problem(Origin.of("flow log " + log.id()), where);
    }

    /** Where which flow logs there are was not read. */
    private static List<Problem> unlisted(Snapshot snapshot) {
        Set<Scope> scopes = new TreeSet<>();
        snapshot.vpcs().stream().map(Vpc::scope).forEach(scopes::add);
        snapshot.securityGroups().stream().map(SecurityGroup::scope).forEach(scopes::add);
        List<Problem> problems = new ArrayList<>();
        for (Scope scope : scopes) {
            if (!snapshot.isWhole(Listing.Kind.FLOW_LOGS, scope)) {
                problems.add(new Problem(
                        Origin.of(Listing.Kind.FLOW_LOGS.call() + " in " + scope),
                        snapshot.problem(Listing.Kind.FLOW_LOGS, scope)
                                .orElse(
                                        "not read; help: save `aws ec2 describe-flow-logs` beside the inventory, or name the"
                                                + " flow logs yourself")));
            }
        }
        return problems;
    }
}
