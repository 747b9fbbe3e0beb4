package dev.weir.ec2;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.json.JsonMember;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The one translator: what the elements of EC2's answers say, in the words of the inventory.
 *
 * <p>An element is a tree with the AWS CLI's keys; a carrier that spells them differently is turned into such a tree first. A
 * field has three answers: read, left out as AWS leaves it out, and unreadable, which is told to the {@link AnswerPlace} and never
 * taken for left out. An element without a readable id is lost.
 */
public final class Answers {

    /** Where an interface says its addresses. */
    private static final List<String> ADDRESSES = List.of(
            Keys.PRIVATE_IP,
            Keys.PRIVATE_IPS,
            Keys.IPV6_ADDRESSES,
            Keys.IPV4_PREFIXES,
            Keys.IPV6_PREFIXES,
            Keys.ASSOCIATION);

    private final Groups groups = new Groups();

    /** An element of describe-security-groups. */
    public Optional<Found<SecurityGroup>> group(JsonObject element, AnswerPlace place) {
        return groups.group(element, place);
    }

    /** An element of describe-security-group-rules. */
    public Optional<ListedRule> listedRule(JsonObject element, AnswerPlace place) {
        return ListedRule.of(element, place);
    }

    /** An element of describe-network-interfaces. */
    public Optional<Found<NetworkInterface>> networkInterface(JsonObject json, AnswerPlace place) {
        return id(json, AnswerKind.NETWORK_INTERFACES, place).map(id -> networkInterface(Element.of(json, id, place)));
    }

    private static Found<NetworkInterface> networkInterface(Element element) {
        Set<String> groups = new LinkedHashSet<>();
        boolean groupsRead = groups(element, groups);
        List<Problem> lost = new ArrayList<>();
        Element addressed = element.telling(lost::add);
        Set<IpAddress> addresses = new LinkedHashSet<>();
        Set<IpAddress> publicAddresses = new LinkedHashSet<>();
        addressed.address(Keys.PRIVATE_IP).ifPresent(addresses::add);
        publicAddress(addressed).ifPresent(publicAddresses::add);
        List<Element> primaryFirst = addressed.objects(Keys.PRIVATE_IPS).stream()
                .sorted(Comparator.comparing(address -> !address.isTrue(Keys.PRIMARY)))
                .toList();
        for (Element address : primaryFirst) {
            address.address(Keys.PRIVATE_IP).ifPresent(addresses::add);
            publicAddress(address).ifPresent(publicAddresses::add);
        }
        for (Element address : addressed.objects(Keys.IPV6_ADDRESSES)) {
            address.address(Keys.IPV6_ADDRESS).ifPresent(addresses::add);
        }
        List<Cidr> prefixes = new ArrayList<>();
        for (Element prefix : addressed.objects(Keys.IPV4_PREFIXES)) {
            prefix.cidr(Keys.IPV4_PREFIX).ifPresent(prefixes::add);
        }
        for (Element prefix : addressed.objects(Keys.IPV6_PREFIXES)) {
            prefix.cidr(Keys.IPV6_PREFIX).ifPresent(prefixes::add);
        }
        lost.forEach(element.told());
        boolean addressesRead = lost.isEmpty() && !isMisspelt(element);
        Optional<String> vpc = element.id(Keys.VPC_ID);
        Optional<String> subnet = element.id(Keys.SUBNET_ID);
        Optional<String> instance = element.object(Keys.ATTACHMENT).flatMap(to -> to.text(Keys.INSTANCE_ID));
        return new Found<>(
                element.id(),
                element.scope(),
                scope -> new NetworkInterface(
                        scope,
                        element.id(),
                        groupsRead ? List.copyOf(groups) : List.of(),
                        groupsRead,
                        vpc,
                        subnet,
                        element.text(Keys.INTERFACE_TYPE).orElse(""),
                        element.text(Keys.DESCRIPTION).orElse(""),
                        instance,
                        tracking(element),
                        element.isTrue(Keys.REQUESTER_MANAGED),
                        List.copyOf(addresses),
                        addressesRead,
                        prefixes,
                        List.copyOf(publicAddresses),
                        element.tags(element.json().has(Keys.TAG_SET) ? Keys.TAG_SET : Keys.TAGS),
                        element.origin()));
    }

    /** Whether the addresses stand under a key in other letters than AWS's, and not where they should. */
    private static boolean isMisspelt(Element element) {
        for (String key : ADDRESSES) {
            Optional<String> other = element.json().has(key)
                    ? Optional.empty()
                    : element.json().members().keySet().stream()
                            .filter(one -> one.equalsIgnoreCase(key) && !one.equals(key))
                            .findFirst();
            if (other.isPresent()) {
                element.wrong("found " + Quoted.of(other.get()) + ", expected " + Quoted.of(key));
                return true;
            }
        }
        return false;
    }

    /** Takes the interface's groups; whether all of them could be read. */
    private static boolean groups(Element element, Set<String> into) {
        JsonMember<List<JsonValue>> groups = element.json().readElements(Keys.GROUPS);
        boolean read = groups.value().isPresent();
        for (JsonValue group : groups.value().orElse(List.of())) {
            Optional<String> id = group instanceof JsonObject object
                            && !(object.members().get(Keys.GROUP_ID) instanceof JsonValue.Number)
                    ? object.readText(Keys.GROUP_ID).value()
                    : Optional.empty();
            id.ifPresent(into::add);
            read &= id.isPresent();
        }
        if (!read && !groups.isAbsent()) {
            element.wrong("`" + Keys.GROUPS + "` is not a list of objects with `" + Keys.GROUP_ID
                    + "`; which groups it is associated with is not known");
        }
        return read;
    }

    /** A time that is there and cannot be read may be any: the longest stands for it. */
    private static ConnectionTracking tracking(Element element) {
        JsonMember<JsonObject> own = element.json().readObject(Keys.CONNECTION_TRACKING);
        boolean unreadable = !own.isAbsent() && own.value().isEmpty();
        Optional<Element> set = element.object(Keys.CONNECTION_TRACKING);
        return new ConnectionTracking(
                unreadable ? OptionalLong.of(ConnectionTracking.LONGEST) : seconds(set, Keys.TCP_ESTABLISHED_TIMEOUT),
                seconds(set, Keys.UDP_STREAM_TIMEOUT),
                seconds(set, Keys.UDP_TIMEOUT),
                Optional.empty());
    }

    private static OptionalLong seconds(Optional<Element> set, String key) {
        if (set.isEmpty() || set.get().json().readText(key).isAbsent()) {
            return OptionalLong.empty();
        }
        String text = set.get().text(key).orElse("");
        if (text.matches("[1-9][0-9]{0,5}") && Long.parseLong(text) <= ConnectionTracking.LONGEST) {
            return OptionalLong.of(Long.parseLong(text));
        }
        set.get()
                .wrong(Quoted.of(key) + " is no number of seconds from 1 to " + ConnectionTracking.LONGEST
                        + "; the longest is assumed");
        return OptionalLong.of(ConnectionTracking.LONGEST);
    }

    private static Optional<IpAddress> publicAddress(Element holder) {
        return holder.object(Keys.ASSOCIATION).flatMap(association -> association.address(Keys.PUBLIC_IP));
    }

    /** An element of describe-route-tables. */
    public Optional<Found<RouteTable>> routeTable(JsonObject json, AnswerPlace place) {
        return id(json, AnswerKind.ROUTE_TABLES, place).map(id -> RouteTables.routeTable(json, id, place));
    }

    /** An element of describe-subnets. */
    public Optional<Found<Subnet>> subnet(JsonObject json, AnswerPlace place) {
        return id(json, AnswerKind.SUBNETS, place).map(id -> {
            Element element = Element.of(json, id, place);
            String vpc = element.text(Keys.VPC_ID).orElse("");
            List<Cidr> cidrs = blocks(element);
            return new Found<>(
                    id,
                    element.scope(),
                    scope -> new Subnet(scope, id, vpc, element.nameTag(), cidrs, element.origin()));
        });
    }

    /** An element of describe-vpcs. */
    public Optional<Found<Vpc>> vpc(JsonObject json, AnswerPlace place) {
        return id(json, AnswerKind.VPCS, place).map(id -> {
            Element element = Element.of(json, id, place);
            boolean isDefault = element.isTrue(Keys.IS_DEFAULT);
            List<Cidr> cidrs = blocks(element);
            return new Found<>(
                    id,
                    element.scope(),
                    scope -> new Vpc(scope, id, element.nameTag(), isDefault, cidrs, element.origin()));
        });
    }

    /** An element of describe-flow-logs. */
    public Optional<Found<FlowLog>> flowLog(JsonObject json, AnswerPlace place) {
        return id(json, AnswerKind.FLOW_LOGS, place).map(id -> DescribedFlowLog.flowLog(Element.of(json, id, place)));
    }

    private static List<Cidr> blocks(Element element) {
        Set<Cidr> cidrs = new LinkedHashSet<>();
        element.cidr(Keys.CIDR_BLOCK).ifPresent(cidrs::add);
        associated(element, Keys.CIDR_BLOCKS, Keys.CIDR_BLOCK, Keys.CIDR_BLOCK_STATE, cidrs);
        associated(element, Keys.IPV6_CIDR_BLOCKS, Keys.IPV6_CIDR_BLOCK, Keys.IPV6_CIDR_BLOCK_STATE, cidrs);
        return List.copyOf(cidrs);
    }

    private static void associated(Element element, String list, String field, String state, Set<Cidr> into) {
        for (Element association : element.objects(list)) {
            String status =
                    association.object(state).flatMap(of -> of.text(Keys.STATE)).orElse("associated");
            if (status.equals("associated") || status.equals("associating")) {
                association.cidr(field).ifPresent(into::add);
            }
        }
    }

    /** An element of describe-managed-prefix-lists or describe-prefix-lists, without its entries. */
    public Optional<Found<ManagedPrefixList>> prefixList(JsonObject json, AnswerPlace place) {
        return id(json, AnswerKind.PREFIX_LISTS, place).map(id -> {
            Element element = Element.of(json, id, place);
            String name = element.text(Keys.PREFIX_LIST_NAME).orElse("");
            boolean awsManaged = element.text(Keys.OWNER_ID).orElse("").equals("AWS")
                    || element.text(Keys.PREFIX_LIST_ARN).orElse("").contains(":aws:prefix-list/")
                    || json.has(Keys.CIDRS);
            Scope scope = element.scope().orElse(new Scope(Optional.empty(), regionOf(name)));
            return new Found<>(
                    id,
                    scope,
                    filled -> new ManagedPrefixList(
                            awsManaged ? new Scope(Optional.empty(), filled.region()) : filled,
                            id,
                            name,
                            awsManaged,
                            element.text(Keys.ADDRESS_FAMILY).flatMap(Answers::family),
                            maxEntries(element),
                            version(element),
                            List.of(),
                            ManagedPrefixList.Extent.NOT_READ,
                            Optional.empty(),
                            element.origin()));
        });
    }

    /** The Region in the name of one of AWS's lists: {@code com.amazonaws.eu-west-1.s3}. */
    private static Optional<String> regionOf(String name) {
        for (String part : name.split("\\.")) {
            if (ScopeNames.isRegion(part)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private static Optional<IpFamily> family(String text) {
        return switch (text) {
            case "IPv4" -> Optional.of(IpFamily.IPV4);
            case "IPv6" -> Optional.of(IpFamily.IPV6);
            default -> Optional.empty();
        };
    }

    private static OptionalInt maxEntries(Element element) {
        Optional<String> digits = element.text(Keys.MAX_ENTRIES).filter(text -> text.matches("[0-9]{1,9}"));
        return digits.isPresent() ? OptionalInt.of(Integer.parseInt(digits.get())) : OptionalInt.empty();
    }

    private static OptionalLong version(Element element) {
        Optional<String> digits = element.text(Keys.VERSION).filter(text -> text.matches("[0-9]{1,18}"));
        return digits.isPresent() ? OptionalLong.of(Long.parseLong(digits.get())) : OptionalLong.empty();
    }

    /** An entry of a prefix list: an object with {@code Cidr}, or a CIDR as text. One that cannot be read is lost. */
    public Optional<Cidr> entry(JsonValue entry, String list, AnswerPlace place) {
        String text = entry instanceof JsonObject object
                ? object.readText(Keys.CIDR).value().orElse("")
                : entry instanceof JsonValue.Text plain ? plain.text() : "";
        try {
            return Optional.of(Cidr.canonical(text));
        } catch (IllegalArgumentException wrong) {
            place.lost(new Problem(
                    place.at(entry.line()),
                    "an entry of " + Quoted.of(list) + " has no readable CIDR, found " + Quoted.of(text)
                            + "; the list counts as read in part"));
            return Optional.empty();
        }
    }

    private static Optional<String> id(JsonObject element, AnswerKind kind, AnswerPlace place) {
        Optional<String> id = element.readText(kind.id()).value();
        if (id.isEmpty()) {
            place.lost(new Problem(
                    place.at(element.line()),
                    "an element of " + Quoted.of(kind.container()) + " has no readable " + Quoted.of(kind.id())));
        }
        return id;
    }
}
