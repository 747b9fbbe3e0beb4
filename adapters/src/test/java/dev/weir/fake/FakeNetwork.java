package dev.weir.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is around the groups: one VPC with a subnet and a way to the internet, interfaces, and prefix lists. */
final class FakeNetwork {

    static final String VPC = "vpc-1";
    private static final String SUBNET = "subnet-1";
    private static final String CIDR = "10.0.0.0/16";

    private static final Set<String> MANAGED = Set.of("lambda", "eks", "ecs");

    private final Map<String, Interface> interfaces = new TreeMap<>();
    private final Map<String, List<String>> lists = new TreeMap<>();

    private final Map<String, String> trackings = new TreeMap<>();
    private final Map<String, String> instanceTypes = new TreeMap<>();

    private record Interface(String id, String type, String address, List<String> groups) {

        /** What services manage is shown to who asks for it only, as EC2 does since 2026-04-22. */
        boolean isShown(boolean managedToo) {
            return managedToo || !MANAGED.contains(type);
        }

        String xml() {
            StringBuilder xml = new StringBuilder("<item>");
            FakeRule.element(xml, "networkInterfaceId", id);
            FakeRule.element(xml, "subnetId", SUBNET);
            FakeRule.element(xml, "vpcId", VPC);
            FakeRule.element(xml, "ownerId", FakeEc2.ACCOUNT);
            FakeRule.element(xml, "interfaceType", type);
            FakeRule.element(xml, "privateIpAddress", address);
            xml.append("<groupSet>");
            groups.forEach(group -> {
                xml.append("<item>");
                FakeRule.element(xml, "groupId", group);
                xml.append("</item>");
            });
            xml.append("</groupSet><privateIpAddressesSet><item>");
            FakeRule.element(xml, "privateIpAddress", address);
            return xml.append("<primary>true</primary></item></privateIpAddressesSet>")
                    .toString();
        }
    }

    void networkInterface(String id, String type, String address, List<String> groups) {
        interfaces.put(id, new Interface(id, type, address, List.copyOf(groups)));
    }

    /** What else an interface says of itself. */
    private String xml(Interface one) {
        StringBuilder xml = new StringBuilder(one.xml());
        xml.append(trackings.getOrDefault(one.id(), ""));
        if (instanceTypes.containsKey(one.id())) {
            xml.append("<attachment>");
            FakeRule.element(xml, "instanceId", instance(one.id()));
            xml.append("</attachment>");
        }
        return xml.append("</item>").toString();
    }

    private static String instance(String networkInterface) {
        return networkInterface.replace("eni-", "i-");
    }

    void tracking(String id, int tcpEstablished) {
        trackings.put(
                id,
                "<connectionTrackingConfiguration><tcpEstablishedTimeout>" + tcpEstablished
                        + "</tcpEstablishedTimeout></connectionTrackingConfiguration>");
    }

    void instance(String networkInterface, String type) {
        instanceTypes.put(networkInterface, type);
    }

    String instances(List<String> ids) {
        StringBuilder xml = new StringBuilder("<reservationSet><item><instancesSet>");
        instanceTypes.forEach((networkInterface, type) -> {
            if (ids.contains(instance(networkInterface))) {
                xml.append("<item>");
                FakeRule.element(xml, "instanceId", instance(networkInterface));
                FakeRule.element(xml, "instanceType", type);
                xml.append("</item>");
            }
        });
        return xml.append("</instancesSet></item></reservationSet>").toString();
    }

    void prefixList(String id, List<String> cidrs) {
        lists.put(id, List.copyOf(cidrs));
    }

    /** The interfaces that are associated with one of these groups. */
    String interfacesOf(List<String> groups, boolean managedToo) {
        StringBuilder xml = new StringBuilder("<networkInterfaceSet>");
        interfaces.values().stream()
                .filter(one -> one.isShown(managedToo))
                .filter(one -> one.groups().stream().anyMatch(groups::contains))
                .forEach(one -> xml.append(xml(one)));
        return xml.append("</networkInterfaceSet>").toString();
    }

    String interfaces(boolean managedToo) {
        StringBuilder xml = new StringBuilder("<networkInterfaceSet>");
        interfaces.values().stream().filter(one -> one.isShown(managedToo)).forEach(one -> xml.append(xml(one)));
        return xml.append("</networkInterfaceSet>").toString();
    }

    String prefixLists() {
        StringBuilder xml = new StringBuilder("<prefixListSet>");
        lists.forEach((id, cidrs) -> {
            xml.append("<item>");
            FakeRule.element(xml, "prefixListId", id);
            FakeRule.element(xml, "prefixListName", "list " + id);
            FakeRule.element(xml, "addressFamily", "IPv4");
            FakeRule.element(xml, "maxEntries", "" + cidrs.size());
            FakeRule.element(xml, "version", "1");
            FakeRule.element(xml, "ownerId", FakeEc2.ACCOUNT);
            xml.append("</item>");
        });
        return xml.append("</prefixListSet>").toString();
    }

    String entries(String id) {
        List<String> cidrs = lists.get(id);
        if (cidrs == null) {
            throw new FakeEc2.Refusal("InvalidPrefixListID.NotFound", "The prefix list '" + id + "' does not exist");
        }
        StringBuilder xml = new StringBuilder("<entrySet>");
        new ArrayList<>(cidrs).forEach(cidr -> {
            xml.append("<item>");
            FakeRule.element(xml, "cidr", cidr);
            xml.append("</item>");
        });
        return xml.append("</entrySet>").toString();
    }

    static String vpcs() {
        return "<vpcSet><item><vpcId>" + VPC + "</vpcId><ownerId>" + FakeEc2.ACCOUNT + "</ownerId><cidrBlock>" + CIDR
                + "</cidrBlock><isDefault>false</isDefault></item></vpcSet>";
    }

    static String subnets() {
        return "<subnetSet><item><subnetId>" + SUBNET + "</subnetId><vpcId>" + VPC + "</vpcId><ownerId>"
                + FakeEc2.ACCOUNT + "</ownerId><cidrBlock>10.0.0.0/24</cidrBlock></item></subnetSet>";
    }

    static String routeTables() {
        return "<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>" + VPC + "</vpcId><ownerId>"
                + FakeEc2.ACCOUNT + "</ownerId><routeSet><item><destinationCidrBlock>" + CIDR
                + "</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state></item><item>"
                + "<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-1</natGatewayId>"
                + "<state>active</state></item></routeSet><associationSet><item><main>true</main></item></associationSet>"
                + "</item></routeTableSet>";
    }
}
