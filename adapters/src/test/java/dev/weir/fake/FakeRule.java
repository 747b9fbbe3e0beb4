package dev.weir.fake;

import java.util.Map;
import java.util.Optional;

/**
 * An outbound rule as the fake keeps it.
 *
 * @param id sgr-…
 * @param protocol tcp, udp, icmp, icmpv6, -1 or a number
 * @param from FromPort; -1 where there is none
 * @param to ToPort
 * @param kind cidrIpv4, cidrIpv6, prefixListId or group
 * @param destination canonical
 * @param owner of the referenced group
 */
record FakeRule(
        String id,
        String protocol,
        int from,
        int to,
        String kind,
        String destination,
        Optional<String> owner,
        Optional<String> description,
        Map<String, String> tags) {

    /** What EC2 knows a rule by. */
    String key() {
        return protocol + " " + from + " " + to + " " + destination;
    }

    FakeRule untagged() {
        return new FakeRule(id, protocol, from, to, kind, destination, owner, description, Map.of());
    }

    boolean countsForIpv4() {
        return !kind.equals("cidrIpv6");
    }

    boolean countsForIpv6() {
        return !kind.equals("cidrIpv4");
    }

    /** As DescribeSecurityGroupRules and AuthorizeSecurityGroupEgress show it. */
    String xml(String group, String account) {
        return xml(group, account, "true");
    }

    /** As DescribeSecurityGroups shows it: a permission of one destination. */
    String permission(String account) {
        StringBuilder xml = new StringBuilder("<item>");
        element(xml, "ipProtocol", protocol);
        if (!protocol.equals("-1")) {
            element(xml, "fromPort", "" + from);
            element(xml, "toPort", "" + to);
        }
        boolean group = kind.equals("group");
        String list = group
                ? "groups"
                : kind.equals("cidrIpv4") ? "ipRanges" : kind.equals("cidrIpv6") ? "ipv6Ranges" : "prefixListIds";
        String field = group ? "groupId" : kind.equals("cidrIpv4") ? "cidrIp" : kind;
        xml.append('<').append(list).append("><item>");
        element(xml, field, destination);
        if (group) {
            element(xml, "userId", owner.orElse(account));
        }
        description.ifPresent(text -> element(xml, "description", text));
        return xml.append("</item></").append(list).append("></item>").toString();
    }

    String xml(String group, String account, String isEgress) {
        StringBuilder xml = new StringBuilder("<item>");
        element(xml, "securityGroupRuleId", id);
        element(xml, "groupId", group);
        element(xml, "groupOwnerId", account);
        element(xml, "isEgress", isEgress);
        element(xml, "ipProtocol", protocol);
        element(xml, "fromPort", "" + from);
        element(xml, "toPort", "" + to);
        if (kind.equals("group")) {
            xml.append("<referencedGroupInfo>");
            element(xml, "groupId", destination);
            element(xml, "userId", owner.orElse(account));
            xml.append("</referencedGroupInfo>");
        } else {
            element(xml, kind, destination);
        }
        description.ifPresent(text -> element(xml, "description", text));
        return xml.append(tags(tags)).append("</item>").toString();
    }

    static String tags(Map<String, String> tags) {
        StringBuilder xml = new StringBuilder("<tagSet>");
        tags.forEach((key, value) -> {
            xml.append("<item>");
            element(xml, "key", key);
            element(xml, "value", value);
            xml.append("</item>");
        });
        return xml.append("</tagSet>").toString();
    }

    static void element(StringBuilder xml, String name, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        xml.append('<')
                .append(name)
                .append('>')
                .append(escaped)
                .append("</")
                .append(name)
                .append('>');
    }
}
