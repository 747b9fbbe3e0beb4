package dev.weir.aws;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An answer of EC2 as the tree that the SDK makes of it: XML has other names, and does not tell an empty list or object from an
 * empty text, nor a number from a text of digits.
 *
 * <p>What each name means is the same wherever it stands, but for one; a test holds all of this against the SDK's model, for every
 * action that is asked so. A name that the model does not have is a text or an object.
 */
final class Ec2Answer {

    private static final int NO_LINE = 1;

    /** Keys that are not the name with a large first letter. */
    private static final Map<String, String> KEYS =
            words("associatedSubnetSet=AssociatedSubnets associationSet=Associations"
                    + " entrySet=Entries flowLogSet=FlowLogs groupDescription=Description groupSet=Groups groups=UserIdGroupPairs"
                    + " instancesSet=Instances ipv4PrefixSet=Ipv4Prefixes ipv6AddressesSet=Ipv6Addresses ipv6PrefixSet=Ipv6Prefixes"
                    + " networkInterfaceSet=NetworkInterfaces prefixListSet=PrefixLists privateIpAddressesSet=PrivateIpAddresses"
                    + " propagatingVgwSet=PropagatingVgws regionEndpoint=Endpoint regionInfo=Regions reservationSet=Reservations"
                    + " routeSet=Routes routeTableSet=RouteTables securityGroupInfo=SecurityGroups"
                    + " securityGroupRuleSet=SecurityGroupRules subnetSet=Subnets tagSet=Tags vpcSet=Vpcs");

    /** Lists besides those whose names end with {@code Set}. */
    private static final Set<String> LISTS = Set.of(
            "groups",
            "ipPermissions",
            "ipPermissionsEgress",
            "ipRanges",
            "ipv6Ranges",
            "prefixListIds",
            "regionInfo",
            "securityGroupInfo");

    private static final String OF_TEXTS = "associatedSubnetSet";

    private static final Set<String> OBJECTS = Set.of(("association associationState attachment blockPublicAccessStates"
                    + " cidrBlockState connectionTrackingConfiguration destinationOptions egressOnlyInternetGateway"
                    + " elasticFileSystem enaSrdSpecification enaSrdUdpSpecification encryptionControl internetGateway"
                    + " ipv6CidrBlockState lambda natGateway operator privateDnsNameOptionsOnLaunch publicIpDnsNameOptions"
                    + " referencedGroupInfo resourceExclusions virtualPrivateGateway vpcLattice vpcPeering")
            .split(" "));

    private static final Set<String> NUMBERS = Set.of(("availableIpAddressCount deviceIndex enableLniAtDeviceIndex"
                    + " enaQueueCount fromPort maxAggregationInterval maxEntries networkCardIndex tcpEstablishedTimeout"
                    + " toPort udpStreamTimeout udpTimeout version")
            .split(" "));

    private static final Set<String> TRUTHS = Set.of(("assignIpv6AddressOnCreation defaultForAz deleteOnTermination"
                    + " denyAllIgwTraffic enaSrdEnabled enaSrdUdpEnabled enableDns64 enableResourceNameDnsAAAARecord"
                    + " enableResourceNameDnsARecord hiveCompatiblePartitions ipamPrefixListResolverSyncEnabled ipv6Native"
                    + " isDefault isEgress isPrimaryIpv6 main managed mapCustomerOwnedIpOnLaunch mapPublicIpOnLaunch"
                    + " perHourPartition primary requesterManaged sourceDestCheck")
            .split(" "));

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");

    private Ec2Answer() {}

    private static Map<String, String> words(String pairs) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String pair : pairs.split(" ")) {
            int at = pair.indexOf('=');
            words.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return words;
    }

    /**
     * The answer to an action.
     *
     * @throws IllegalArgumentException if this is not the whole answer to that action
     */
    static JsonObject of(byte[] xml, String action) {
        XmlAnswer.XmlElement answer = XmlAnswer.parsed(xml);
        if (!answer.name().equals(action + "Response")) {
            throw new IllegalArgumentException("it is no answer to " + action);
        }
        return object(answer, action);
    }

    private static JsonObject object(XmlAnswer.XmlElement element, String of) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (XmlAnswer.XmlElement inside : element.inside()) {
            members.putIfAbsent(key(inside.name(), of), value(inside));
        }
        return JsonObject.of(members, NO_LINE);
    }

    /** The one exception are the tags of a network interface. */
    private static String key(String name, String of) {
        if (name.equals("tagSet") && of.equals("networkInterfaceSet")) {
            return "TagSet";
        }
        String key = KEYS.get(name);
        return key != null ? key : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static JsonValue value(XmlAnswer.XmlElement element) {
        String name = element.name();
        if (name.endsWith("Set") || LISTS.contains(name)) {
            return new JsonValue.Array(
                    element.inside().stream()
                            .map(item -> name.equals(OF_TEXTS) ? text(item) : object(item, name))
                            .toList(),
                    NO_LINE);
        }
        if (!element.inside().isEmpty() || OBJECTS.contains(name)) {
            return object(element, name);
        }
        if (TRUTHS.contains(name)) {
            return new JsonValue.Truth(Boolean.parseBoolean(element.text()), NO_LINE);
        }
        if (NUMBERS.contains(name)) {
            if (!NUMBER.matcher(element.text()).matches()) {
                throw new IllegalArgumentException(
                        "expected a number in `" + name + "`, found `" + element.text() + "`");
            }
            return new JsonValue.Number(element.text(), NO_LINE);
        }
        return text(element);
    }

    private static JsonValue text(XmlAnswer.XmlElement element) {
        return new JsonValue.Text(element.text(), NO_LINE);
    }
}
