package dev.weir.plan;

import dev.weir.flow.FlowField;
import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.recommendation.RecommendedRule;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What flow logs say about destinations that are AWS's own, {@code pkt-dst-aws-service} and {@code traffic-path} (VPC user guide,
 * flow log records), and what names them better than addresses that AWS changes at will.
 *
 * <p>S3 and DynamoDB have a prefix list in every Region, which follows every change: their addresses are never pinned. A path of
 * 7 is a gateway endpoint, which leads to one of the two. The other codes have no list that a rule can rely on, or one that only
 * few groups need: what is pinned is said, with what would be better.
 */
final class AwsAddresses {

    private static final int GATEWAY_ENDPOINT_PATH = 7;
    /** An internet gateway or a gateway endpoint, which hosts that are not Nitro do not tell apart. */
    private static final int GATEWAY_OF_EITHER_KIND_PATH = 2;

    private static final Map<String, List<String>> GATEWAY_LISTS =
            Map.of("S3", List.of("s3"), "DYNAMODB", List.of("dynamodb"));
    /** The codes whose addresses have another prefix list of AWS, by the end of its name. */
    private static final Map<String, String> OTHER_LISTS = Map.of(
            "EC2_INSTANCE_CONNECT", "ec2-instance-connect",
            "ROUTE53_HEALTHCHECKS", "route53-healthchecks");

    /** S3 and DynamoDB answer here. */
    private static final Set<Service> WEB = Set.of(Service.tcp(80), Service.tcp(443));

    private final GroupView view;
    private final Set<IpAddress> throughGatewayEndpoint = new TreeSet<>();
    private final Set<IpAddress> onAnotherPath = new TreeSet<>();
    /** Lists that a route leads to a gateway endpoint and that were not read, where the records call no address AWS's. */
    private final Set<String> unreadRoutes = new TreeSet<>();

    AwsAddresses(GroupView view, GroupTraffic traffic) {
        this.view = view;
        for (Observation seen : traffic.observations()) {
            if (seen.trafficPaths().contains(GATEWAY_ENDPOINT_PATH)) {
                throughGatewayEndpoint.add(seen.destination());
            } else if (!seen.trafficPaths().isEmpty() && !seen.trafficPaths().contains(GATEWAY_OF_EITHER_KIND_PATH)) {
                onAnotherPath.add(seen.destination());
            }
        }
        boolean areUnnamed =
                traffic.interfaces().stream().anyMatch(one -> one.lacking().contains(FlowField.PKT_DST_AWS_SERVICE));
        for (NetworkInterface one : areUnnamed ? view.interfaces : List.<NetworkInterface>of()) {
            view.inventory
                    .routing
                    .tableOf(one)
                    .ifPresent(table -> table.routes().forEach(this::addUnread));
        }
    }

    private void addUnread(RouteTable.Route route) {
        if (route.active()
                && route.target() == RouteTable.Target.GATEWAY_ENDPOINT
                && route.destination().orElse(null) instanceof Destination.PrefixList list
                && !view.inventory.prefixLists.contents(list.id()).whole()) {
            unreadRoutes.add(list.id());
        }
    }

    /** Why rules by address may pin S3 or DynamoDB unawares: what a gateway endpoint takes was not read, and no record names it. */
    Optional<String> maybePinned(List<RecommendedRule> rules, List<Conversation> seen, InternetSide internet) {
        Set<String> pinned = new TreeSet<>();
        for (RecommendedRule rule : unreadRoutes.isEmpty() ? List.<RecommendedRule>of() : rules) {
            AddressSet coverage = view.coverage(rule.destination());
            boolean may = rule.basis() == RecommendedRule.Basis.ADDRESSES
                    && seen.stream()
                            .anyMatch(one -> WEB.contains(one.service())
                                    && rule.service().covers(one.service())
                                    && coverage.contains(one.destination())
                                    && internet.holds(one, IpFamily.IPV4)
                                    && mayBeListed(one));
            if (may) {
                pinned.add(rule.service() + " " + rule.destination().text());
            }
        }
        String lists = String.join(" ", unreadRoutes);
        return pinned.isEmpty()
                ? Optional.empty()
                : Optional.of(words(pinned)
                        + " may be of S3 or DynamoDB, whose addresses are never pinned: a route leads "
                        + String.join(" and ", unreadRoutes)
                        + " to a gateway endpoint, and what that holds was not read; help: `aws ec2"
                        + " describe-prefix-lists --prefix-list-ids " + lists
                        + " --output json` says it: save it beside the groups, and plan again");
    }

    private boolean mayBeListed(Conversation one) {
        return one.peer().awsService().isEmpty() && !onAnotherPath.contains(one.destination());
    }

    /** Whether a prefix list of AWS names the destination, so that an address never may. */
    boolean haveAPrefixList(Conversation one) {
        return !lists(one).isEmpty();
    }

    private List<String> lists(Conversation one) {
        Optional<String> code = one.peer().awsService();
        if (code.isPresent() && GATEWAY_LISTS.containsKey(code.get())) {
            return GATEWAY_LISTS.getOrDefault(code.get(), List.of());
        }
        return throughGatewayEndpoint.contains(one.destination()) ? List.of("s3", "dynamodb") : List.of();
    }

    /** The names of the lists that would hold these destinations and were not read. */
    Set<String> unread(List<Conversation> members) {
        Set<String> unread = new TreeSet<>();
        for (Conversation one : members) {
            List<String> names = lists(one);
            names.stream().filter(name -> !isRead(name)).map(this::named).forEach(unread::add);
        }
        return unread;
    }

    private boolean isRead(String end) {
        return view.inventory.snapshot.prefixLists().stream()
                .anyMatch(list -> list.awsManaged()
                        && list.name().equals(named(end))
                        && view.inventory.prefixLists.contents(list.id()).whole());
    }

    private String named(String end) {
        Scope scope = view.group.scope();
        return "com.amazonaws." + scope.region().orElse("REGION") + "." + end;
    }

    /** Why a class is not pinned that goes to them: {@code com.amazonaws.eu-west-1.s3 names 3 of its destinations}. */
    String reason(List<Conversation> members) {
        Set<String> names = new TreeSet<>();
        members.forEach(one -> lists(one).stream().map(this::named).forEach(names::add));
        Set<String> unread = unread(members);
        String count = members.size() == 1 ? "1 destination" : members.size() + " destinations";
        return unread.isEmpty()
                ? count + " of AWS's lie outside of " + String.join(" and ", names)
                        + ", or it holds what the rules do not permit now: addresses of another Region, maybe"
                : count + " of " + String.join(" or ", unread) + ", which was not read";
    }

    /** What to read so that a plan can name what these destinations have; empty where all was read. */
    static String howToRead(Set<String> unread) {
        return String.join(" and ", unread)
                + (unread.size() == 1 ? " names" : " name")
                + " what the traffic goes to and was not read, so its ports stay open: an address of S3 or DynamoDB is never pinned;"
                + " help: `aws ec2 describe-prefix-lists --filters Name=prefix-list-name,Values="
                + String.join(",", unread)
                + " --output json` says the id and the addresses: save it beside the groups, and plan again";
    }

    /** What rules by address serve that AWS calls its own, with what would follow its changes. */
    List<String> pinned(List<RecommendedRule> rules, List<Conversation> seen) {
        Map<String, Set<String>> byCode = new TreeMap<>();
        for (RecommendedRule rule : rules) {
            if (rule.basis() != RecommendedRule.Basis.ADDRESSES) {
                continue;
            }
            AddressSet coverage = view.coverage(rule.destination());
            for (Conversation one : seen) {
                if (rule.service().covers(one.service()) && coverage.contains(one.destination())) {
                    one.peer()
                            .awsService()
                            .ifPresent(code -> byCode.computeIfAbsent(code, unused -> new TreeSet<>())
                                    .add(rule.service() + " "
                                            + rule.destination().text()));
                }
            }
        }
        List<String> hints = new ArrayList<>();
        byCode.forEach((code, named) -> hints.add(
                words(named) + (named.size() == 1 ? " is" : " are") + " of AWS's " + code + ": " + better(code)));
        return hints;
    }

    /** What names the destinations of a class better where they keep changing; empty where nothing of AWS's does. */
    Optional<String> betterThanAProxy(Service service, List<Conversation> changing) {
        Set<String> codes = new TreeSet<>();
        changing.forEach(
                one -> one.peer().awsService().filter(OTHER_LISTS::containsKey).ifPresent(codes::add));
        boolean all = changing.stream()
                .allMatch(one ->
                        one.peer().awsService().filter(OTHER_LISTS::containsKey).isPresent());
        return all && !codes.isEmpty()
                ? Optional.of(service + " goes to AWS's " + String.join(" and ", codes) + ": "
                        + String.join("; ", codes.stream().map(this::better).toList()))
                : Optional.empty();
    }

    private static String words(Set<String> named) {
        return String.join(", ", named.stream().limit(3).toList())
                + (named.size() > 3 ? " and " + (named.size() - 3) + " more rules" : "");
    }

    private String better(String code) {
        Optional<String> list = Optional.ofNullable(OTHER_LISTS.get(code));
        if (list.isPresent()) {
            return "its prefix list " + named(list.get())
                    + " follows its changes (`aws ec2 describe-managed-prefix-lists`)";
        }
        return switch (code) {
            case "AMAZON", "API_GATEWAY", "KINESIS_VIDEO_STREAMS" ->
                "AWS changes these addresses; better: an interface endpoint for the service, whose security group a rule can name,"
                        + " or the published range (ip-ranges.json) in a policy file";
            case "EC2" ->
                "an address there belongs to another customer once it is given up; better: the range that its owner publishes, in a"
                        + " policy file";
            case "CLOUDFRONT" ->
                "any edge may answer, and edges change; better: the published range (ip-ranges.json) in a policy file;"
                        + " com.amazonaws.global.cloudfront.origin-facing names only the edges that call origins";
            case "GLOBALACCELERATOR" -> "they stay as they are while the accelerator does";
            default -> "AWS changes these addresses; better: the published range (ip-ranges.json) in a policy file";
        };
    }
}
