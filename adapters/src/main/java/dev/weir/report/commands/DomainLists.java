package dev.weir.report.commands;

import dev.weir.json.JsonObject;
import dev.weir.names.AskedName;
import dev.weir.names.Certainty;
import dev.weir.names.NamedDestinations;
import dev.weir.net.Protocol;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Markdown;
import dev.weir.report.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names that a group asked for, as lists by which AWS filters what security groups cannot: DNS Firewall by the name that is
 * asked for, Network Firewall by the name in TLS and HTTP.
 *
 * <p>Such a list lets through what it names and nothing else, whatever the port. So it holds all that the group asked for, and not
 * only what the plan leaves open; where several names fit, all of them.
 */
public final class DomainLists {

    /** What both firewalls take: letters, digits and hyphens between dots; never anything that a shell reads as more than a word. */
    private static final Pattern DOMAIN = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+");

    /** Less than the 1,000 that UpdateFirewallDomains takes, so that xargs never makes two calls of one. */
    private static final int BATCH = 400;

    private static final int FEW = 10;
    private static final int LEAST_CAPACITY = 100;

    private final Plan plan;
    private final List<NamedDestinations> destinations;
    private final String request;

    /**
     * @param digest the plan's, which makes each call the same when it is made again
     * @throws IllegalArgumentException if the plan names nothing, or its id, Region or VPC is none that AWS gives
     */
    public DomainLists(Plan plan, String digest) {
        this.plan = plan;
        destinations = plan.learning()
                .named()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`" + Printable.of(plan.group().id())
                                + "`: the plan says no names; help: make it with `weir plan --dns`"));
        request = "weir-" + digest.replace("sha256:", "").substring(0, 16);
        boolean plain = Ids.isSecurityGroup(plan.group().id())
                && plan.group().region().orElse("eu-west-1").matches("[a-z0-9-]{1,32}")
                && plan.group().vpc().orElse("vpc-0").matches("vpc-[0-9a-z]{1,32}");
        if (!plain) {
            throw new IllegalArgumentException("`" + Printable.of(plan.group().id())
                    + "`: an id or a Region in the plan is none that AWS gives: no command is made of it");
        }
        if (names(false).isEmpty()) {
            throw new IllegalArgumentException("`" + plan.group().id()
                    + "`: nothing that it connected to has a name that a list can hold; help: `weir plan --dns` with"
                    + " query logs of the same time and VPC");
        }
    }

    /** For DNS Firewall, by file name. */
    public Map<String, String> ofDnsFirewall() {
        SortedSet<String> names = names(false);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("domains.txt", String.join("\n", names) + "\n");
        files.put("dns-firewall.sh", dnsFirewall(names.size()));
        files.put("steps.md", steps("""
                1. `sh dns-firewall.sh%s` makes a list of what is in `domains.txt` and a rule group that allows it, aliases on the \
                way included, and only *alerts* on every other name; then it associates the group with the VPC.
                2. Everybody in the VPC asks the same resolver. Watch its query logs for `"firewall_rule_action":"ALERT"` for as \
                long as the plan's observation period, and add what others need: `weir export` of their plans, too.
                3. When nothing alerts any more, block the rest: `aws route53resolver update-firewall-rule --action BLOCK \
                --block-response NODATA` with the ids that the script printed.
                Undo: `aws route53resolver disassociate-firewall-rule-group`.
                """.formatted(plan.group().vpc().isPresent() ? "" : " VPC")));
        return files;
    }

    /** For Network Firewall, by file name. */
    public Map<String, String> ofNetworkFirewall() {
        SortedSet<String> names = names(true);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("rule-group.json", ruleGroup(names));
        files.put("network-firewall.sh", networkFirewall(names.size()));
        files.put("steps.md", steps("""
                1. `sh network-firewall.sh` makes a stateful rule group. Until a firewall policy refers to it, nothing changes.
                2. It lets through TLS and HTTP to these names and drops all other TLS and HTTP, of everybody in `HOME_NET`: the \
                VPC of the firewall, unless the rule group's variables say otherwise. Other protocols, QUIC (udp 443) and \
                encrypted client hello are not filtered by name.
                3. Refer to it from the policy of a firewall that only this group's subnets are routed through, or add what \
                others need first.
                Undo: take it out of the policy.
                """));
        return files;
    }

    /** What the lists do not hold, a sentence each: an allowing list without it may cut it off. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        SortedSet<String> odd = new TreeSet<>();
        destinations.forEach(one -> one.naming().names().stream()
                .map(AskedName::name)
                .filter(name -> !DOMAIN.matcher(name).matches())
                .forEach(odd::add));
        if (!odd.isEmpty()) {
            missing.add(Counted.of(odd.size(), "name that", "names that") + " no list takes: "
                    + Counted.few(odd, FEW, DomainLists::quoted));
        }
        List<String> unnamed = new ArrayList<>();
        for (NamedDestinations one : destinations) {
            if (one.naming().certainty() == Certainty.NONE) {
                one.addresses().forEach(address -> unnamed.add(one.service() + " " + address));
            }
        }
        if (!unnamed.isEmpty()) {
            missing.add(Counted.of(unnamed.size(), "destination") + " without a name: "
                    + Counted.few(unnamed, FEW, words -> words));
        }
        return missing;
    }

    /** A name as Markdown takes it, for whatever was asked for stands in the steps, too; the root of all names as its dot. */
    private static String quoted(String name) {
        return name.isEmpty() ? "`.`" : Markdown.code(Printable.shortened(Printable.of(name), 80));
    }

    private SortedSet<String> names(boolean ofTcpAlone) {
        SortedSet<String> names = new TreeSet<>();
        destinations.stream()
                .filter(one -> !ofTcpAlone || one.service().protocol().equals(Protocol.TCP))
                .flatMap(one -> one.naming().names().stream())
                .map(AskedName::name)
                .filter(name -> DOMAIN.matcher(name).matches())
                .forEach(names::add);
        return names;
    }

    private static String ruleGroup(SortedSet<String> names) {
        JsonObject group = JsonObject.of(json -> json.object(
                "RulesSource",
                names,
                all -> json.object(
                        "RulesSourceList",
                        all,
                        targets -> json.texts("Targets", targets)
                                .texts("TargetTypes", List.of("TLS_SNI", "HTTP_HOST"))
                                .text("GeneratedRulesType", "ALLOWLIST"))));
        return new String(group.indented(), StandardCharsets.UTF_8);
    }

    private String region() {
        return plan.group().region().map(region -> " --region " + region).orElse("");
    }

    private String dnsFirewall(int count) {
        StringBuilder adding = new StringBuilder();
        for (int from = 1; from <= count; from += BATCH) {
            adding.append("""
                    sed -n '%d,%dp' domains.txt | xargs aws route53resolver update-firewall-domains%s \\
                      --firewall-domain-list-id "$list" --operation ADD --output text --query Status --domains
                    settled "$list"
                    """.formatted(from, from + BATCH - 1, region()));
        }
        return """
                #!/bin/sh
                # Allows what domains.txt names in the VPC, and alerts on every other name.
                set -eu
                cd "$(dirname "$0")"
                vpc=%1$s

                settled() {
                  while :; do
                    status=$(aws route53resolver get-firewall-domain-list%2$s --firewall-domain-list-id "$1" \\
                      --query FirewallDomainList.Status --output text)
                    case $status in
                      COMPLETE) return ;;
                      *FAILED*) echo "the list $1 is $status" >&2; exit 1 ;;
                    esac
                    sleep 2
                  done
                }

                list=$(aws route53resolver create-firewall-domain-list%2$s --creator-request-id %3$s-list \\
                  --name %4$s --query FirewallDomainList.Id --output text)
                settled "$list"
                %5$s
                others=$(aws route53resolver create-firewall-domain-list%2$s --creator-request-id %3$s-others \\
                  --name %4$s-others --query FirewallDomainList.Id --output text)
                settled "$others"
                aws route53resolver update-firewall-domains%2$s --firewall-domain-list-id "$others" --operation REPLACE \\
                  --output text --query Status --domains '*'
                settled "$others"

                group=$(aws route53resolver create-firewall-rule-group%2$s --creator-request-id %3$s-group \\
                  --name %4$s --query FirewallRuleGroup.Id --output text)
                aws route53resolver create-firewall-rule%2$s --creator-request-id %3$s-allow \\
                  --firewall-rule-group-id "$group" --firewall-domain-list-id "$list" --priority 100 --action ALLOW \\
                  --firewall-domain-redirection-action TRUST_REDIRECTION_DOMAIN --name allow \\
                  --output text --query FirewallRule.Action
                aws route53resolver create-firewall-rule%2$s --creator-request-id %3$s-alert \\
                  --firewall-rule-group-id "$group" --firewall-domain-list-id "$others" --priority 200 --action ALERT \\
                  --name alert --output text --query FirewallRule.Action
                aws route53resolver associate-firewall-rule-group%2$s --creator-request-id %3$s-vpc \\
                  --firewall-rule-group-id "$group" --vpc-id "$vpc" --priority 101 --name %4$s \\
                  --output text --query FirewallRuleGroupAssociation.Id
                echo "rule group $group allows $list and alerts on $others"
                """.formatted(
                        plan.group().vpc().map(vpc -> "'" + vpc + "'").orElse("${1:?expected the id of the VPC}"),
                        region(),
                        request,
                        name(),
                        adding.toString().stripTrailing());
    }

    private String networkFirewall(int count) {
        // A rule for each name in TLS and in HTTP, and room for as many again: what is made cannot grow.
        int capacity = Math.max(LEAST_CAPACITY, (4 * count / 100 + 1) * 100);
        return """
                #!/bin/sh
                # Makes the rule group of rule-group.json; nothing refers to it yet.
                set -eu
                cd "$(dirname "$0")"
                aws network-firewall create-rule-group%s --rule-group-name %s --type STATEFUL --capacity %d \\
                  --rule-group file://rule-group.json --description 'weir: names that %s asked for' \\
                  --output text --query RuleGroupResponse.RuleGroupArn
                """.formatted(region(), name(), capacity, plan.group().id());
    }

    private String name() {
        return "weir-" + plan.group().id();
    }

    private String steps(String steps) {
        StringBuilder text = new StringBuilder("# Names that " + plan.group().id() + " asked for\n\n");
        if (!plan.effect().staysOpen().isEmpty()) {
            text.append(
                    "The plan leaves open to the world, because rules of addresses cannot follow what changes:\n\n");
            plan.effect()
                    .staysOpen()
                    .forEach(open -> text.append("* " + Printable.of(open.service() + ": " + open.reason()) + "\n"));
            text.append('\n');
        }
        text.append(steps);
        if (!missing().isEmpty()) {
            text.append("\nNot in the list, so that it may be cut off:\n\n");
            missing().forEach(one -> text.append("* ").append(one).append('\n'));
        }
        return text.toString();
    }
}
