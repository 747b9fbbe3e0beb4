package dev.weir.fake;

import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A security group's outbound rules, kept as EC2 keeps them: CIDRs canonical, a rule once, authorize all or nothing within the
 * quota, revoke by id all or nothing, reads that lag behind.
 */
final class FakeGroup {

    private final String id;
    private final boolean inDefaultVpc;
    private final FakeEc2 ec2;
    private final List<Past> past = new ArrayList<>();
    private final List<FakeRule> inbound = new ArrayList<>();
    private Map<String, FakeRule> rules = new TreeMap<>();

    private record Past(Map<String, FakeRule> rules, Instant until) {}

    FakeGroup(String id, boolean inDefaultVpc, FakeEc2 ec2) {
        this.id = id;
        this.inDefaultVpc = inDefaultVpc;
        this.ec2 = ec2;
    }

    String id() {
        return id;
    }

    void add(FakeRule rule) {
        rules.put(rule.id(), rule);
    }

    void untag() {
        rules.replaceAll((id, rule) -> rule.untagged());
    }

    void inbound(FakeRule rule) {
        inbound.add(rule);
    }

    List<FakeRule> inbound() {
        return List.copyOf(inbound);
    }

    /** What is in force. */
    List<FakeRule> effective() {
        return List.copyOf(rules.values());
    }

    /** What a read shows: a state that was in force within the lag, each as likely. */
    List<FakeRule> shown(Duration lag, Instant now) {
        past.removeIf(view -> view.until().plus(lag).isBefore(now));
        int choice = ec2.random().nextInt(past.size() + 1);
        return choice == past.size()
                ? effective()
                : List.copyOf(past.get(choice).rules().values());
    }

    String authorize(Map<String, String> form) {
        List<FakeRule> asked = rules(form, tags(form));
        Set<String> keys = new HashSet<>();
        rules.values().forEach(rule -> keys.add(rule.key()));
        for (FakeRule rule : asked) {
            if (!keys.add(rule.key())) {
                throw new FakeEc2.Refusal(
                        "InvalidPermission.Duplicate",
                        "the specified rule \"peer: " + rule.destination() + "\" already exists");
            }
        }
        List<FakeRule> all = new ArrayList<>(rules.values());
        all.addAll(asked);
        if (all.stream().filter(FakeRule::countsForIpv4).count() > ec2.quota()
                || all.stream().filter(FakeRule::countsForIpv6).count() > ec2.quota()) {
            throw new FakeEc2.Refusal(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached.");
        }
        Map<String, FakeRule> after = new TreeMap<>(rules);
        StringBuilder answer = new StringBuilder("<return>true</return><securityGroupRuleSet>");
        for (FakeRule rule : asked) {
            after.put(rule.id(), rule);
            answer.append(rule.xml(id, FakeEc2.ACCOUNT));
        }
        become(after);
        return answer.append("</securityGroupRuleSet>").toString();
    }

    String revoke(Map<String, String> form) {
        List<String> ids = FakeEc2.list(form, "SecurityGroupRuleId");
        Map<String, FakeRule> after = new TreeMap<>(rules);
        for (String rule : ids) {
            if (after.remove(rule) == null) {
                throw new FakeEc2.Refusal(
                        "InvalidSecurityGroupRuleId.NotFound",
                        "The security group rule ID '" + rule + "' does not exist");
            }
        }
        StringBuilder unknown = new StringBuilder();
        for (FakeRule asked : rules(form, Map.of())) {
            Optional<FakeRule> found = after.values().stream()
                    .filter(rule -> rule.key().equals(asked.key()))
                    .findFirst();
            if (found.isPresent()) {
                after.remove(found.get().id());
            } else if (inDefaultVpc) {
                unknown.append("<item><ipProtocol>").append(asked.protocol()).append("</ipProtocol></item>");
            } else {
                throw new FakeEc2.Refusal(
                        "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
            }
        }
        become(after);
        return "<return>true</return><unknownIpPermissionSet>" + unknown + "</unknownIpPermissionSet>";
    }

    private void become(Map<String, FakeRule> after) {
        past.add(new Past(rules, ec2.now()));
        rules = after;
    }

    private static Map<String, String> tags(Map<String, String> form) {
        Map<String, String> tags = new TreeMap<>();
        for (int index = 1; form.containsKey("TagSpecification.1.Tag." + index + ".Key"); index++) {
            String tag = "TagSpecification.1.Tag." + index;
            tags.put(form.getOrDefault(tag + ".Key", ""), form.getOrDefault(tag + ".Value", ""));
        }
        return tags;
    }

    private List<FakeRule> rules(Map<String, String> form, Map<String, String> tags) {
        List<FakeRule> rules = new ArrayList<>();
        for (int index = 1; form.containsKey("IpPermissions." + index + ".IpProtocol"); index++) {
            String permission = "IpPermissions." + index + ".";
            collect(rules, form, permission, "IpRanges", "CidrIp", "cidrIpv4", tags);
            collect(rules, form, permission, "Ipv6Ranges", "CidrIpv6", "cidrIpv6", tags);
            collect(rules, form, permission, "PrefixListIds", "PrefixListId", "prefixListId", tags);
            collect(rules, form, permission, "Groups", "GroupId", "group", tags);
        }
        return rules;
    }

    private void collect(
            List<FakeRule> rules,
            Map<String, String> form,
            String permission,
            String list,
            String field,
            String kind,
            Map<String, String> tags) {
        String protocol = protocol(form.getOrDefault(permission + "IpProtocol", "-1"));
        boolean all = protocol.equals("-1");
        for (int index = 1; form.containsKey(permission + list + "." + index + "." + field); index++) {
            String item = permission + list + "." + index + ".";
            String text = form.getOrDefault(item + field, "");
            rules.add(new FakeRule(
                    ec2.nextRuleId(),
                    protocol,
                    all ? -1 : Integer.parseInt(form.getOrDefault(permission + "FromPort", "-1")),
                    all ? -1 : Integer.parseInt(form.getOrDefault(permission + "ToPort", "-1")),
                    kind,
                    kind.startsWith("cidr") ? canonical(text) : text,
                    Optional.ofNullable(form.get(item + "UserId")),
                    Optional.ofNullable(form.get(item + "Description")),
                    tags));
        }
    }

    private static String protocol(String text) {
        int number = Protocol.parse(text).number();
        return number == -1 ? "-1" : Protocol.parse(text).toString();
    }

    private static String canonical(String cidr) {
        try {
            return Cidr.canonical(cidr).toString();
        } catch (IllegalArgumentException malformed) {
            throw new FakeEc2.Refusal("InvalidParameterValue", "CIDR block " + cidr + " is malformed");
        }
    }
}
