package dev.weir.report.commands;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Service;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.report.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * A plan as shell scripts for the AWS CLI: POSIX sh, each complete by itself, each safe to run again.
 *
 * <p>A script reads the group's rules, changes what is missing and nothing else, and reads again. Nothing is revoked before
 * every planned rule was seen by a read, so wherever a script is stopped, what the plan permits is permitted: by the old rules
 * or by all of the new ones. Rules are found by protocol, ports and destination and revoked by the id found there.
 */
public final class PlanScripts {

    private static final String AUTHORIZE = "authorize-security-group-egress.sh";
    private static final String REVOKE = "revoke-security-group-egress.sh";
    private static final String APPLY = "apply.sh";
    private static final String ROLLBACK = "rollback.sh";

    private final Plan plan;
    private final String digest;
    private final List<Acceptance> accepted;

    /**
     * @param digest the plan's digest, which tags the rules that they make
     * @param accepted the failing gates that somebody overrode
     * @throws IllegalArgumentException if an id in the plan is none that EC2 gives: no command is made of it
     */
    public PlanScripts(Plan plan, String digest, List<Acceptance> accepted) {
        this.plan = plan;
        this.digest = digest;
        this.accepted = List.copyOf(accepted);
        check(plan.group().id(), Ids.isSecurityGroup(plan.group().id()));
        check(plan.group().region().orElse(""), Ids.hasRegion(plan.group().scope()));
        plan.precondition().rules().forEach(PlanScripts::check);
        plan.result().forEach(PlanScripts::check);
    }

    private static void check(SecurityGroupRule.Known rule) {
        rule.destination()
                .match(
                        addresses -> true,
                        list -> check(list.id(), Ids.isPrefixList(list.id())),
                        group -> check(
                                group.id(),
                                Ids.isSecurityGroup(group.id())
                                        && group.account()
                                                .orElse("000000000000")
                                                .matches("[0-9]{12}")));
    }

    private static boolean check(String id, boolean plain) {
        if (!plain) {
            throw new IllegalArgumentException(
                    "`" + Printable.of(id) + "` is no id that EC2 gives: no command is made of it");
        }
        return true;
    }

    /** Each script by its file name. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(AUTHORIZE, authorize());
        files.put(REVOKE, revoke());
        files.put(APPLY, apply());
        files.put(ROLLBACK, rollback());
        files.replaceAll((name, script) -> script.replaceFirst("\n", Matcher.quoteReplacement("\n" + notReady())));
        return files;
    }

    private String notReady() {
        StringBuilder comments = new StringBuilder();
        NotReady.lines(plan, accepted)
                .forEach(line -> comments.append("# ").append(line).append('\n'));
        return comments.toString();
    }

    private List<SecurityGroupRule.Known> added() {
        return plan.authorize().stream().map(Authorization::rule).toList();
    }

    private String authorize() {
        StringBuilder script = head("Authorizes the planned rules that are missing, then sees that all are there.");
        script.append("read_rules\n");
        for (SecurityGroupRule.Known rule : added()) {
            authorize(script, rule, Map.of("weir:plan", digest));
        }
        seeAll(script, plan.result());
        return script.append("echo \"every planned rule is there\"\n").toString();
    }

    private String revoke() {
        StringBuilder script = head("Revokes the old rules that the plan replaces, once every planned rule is there.");
        seeAll(script, plan.result());
        revoke(script, plan.revoke());
        seeNone(script, plan.revoke());
        return script.append("echo \"the replaced rules are gone\"\n").toString();
    }

    private String apply() {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        script.append("# Applies a weir plan: authorize, verify, wait, verify, revoke, verify.\n");
        script.append(
                "# Safe to stop anywhere and to run again. SETTLE is how many seconds to wait before revoking.\n");
        script.append("set -eu\n\n");
        script.append("here=$(dirname -- \"$0\")\n");
        script.append("sh \"$here/").append(AUTHORIZE).append("\"\n");
        script.append("sleep \"${SETTLE:-30}\"\n");
        script.append("sh \"$here/").append(REVOKE).append("\"\n");
        script.append("echo \"applied; undo with: sh $here/").append(ROLLBACK).append("\"\n");
        return script.toString();
    }

    private String rollback() {
        StringBuilder script =
                head("Puts the group's outbound rules back as they were before the plan: opens first, then revokes.");
        script.append("read_rules\n");
        for (SecurityGroupRule.Known rule : plan.revoke()) {
            authorize(script, rule, rule.tags());
        }
        seeAll(script, plan.precondition().rules());
        revoke(script, added());
        seeNone(script, added());
        return script.append("echo \"the outbound rules are as before\"\n").toString();
    }

    private void authorize(StringBuilder script, SecurityGroupRule.Known rule, Map<String, String> tags) {
        script.append(
                "authorize " + Shell.quoted(key(rule)) + " " + Shell.quoted(IpPermissions.toAuthorize(List.of(rule)))
                        + " " + Shell.quoted(tagSpecifications(tags)) + "\n");
    }

    private static void revoke(StringBuilder script, List<SecurityGroupRule.Known> rules) {
        call(script, "revoke", rules);
    }

    private static void seeAll(StringBuilder script, List<SecurityGroupRule.Known> rules) {
        call(script, "await present", rules);
    }

    private static void seeNone(StringBuilder script, List<SecurityGroupRule.Known> rules) {
        call(script, "await absent", rules);
    }

    private static void call(StringBuilder script, String function, List<SecurityGroupRule.Known> rules) {
        script.append(function);
        rules.forEach(rule -> script.append(" \\\n    ").append(Shell.quoted(key(rule))));
        script.append('\n');
    }

    /** What tells a rule from others, as the function {@code read_rules} writes it. */
    private static String key(SecurityGroupRule.Known rule) {
        Service service = rule.service();
        String ports = service.fromPort().isPresent() ? service.from() + " " + service.to() : "- -";
        return service.protocol() + " " + ports + " " + rule.destination().text();
    }

    private static String tagSpecifications(Map<String, String> tags) {
        Map<String, String> own = new LinkedHashMap<>(tags);
        own.keySet().removeIf(key -> key.startsWith("aws:"));
        return IpPermissions.tagSpecifications(own);
    }

    private StringBuilder head(String purpose) {
        StringBuilder script =
                new StringBuilder("#!/bin/sh\n# ").append(purpose).append('\n');
        script.append("# Made by weir from the plan ").append(digest).append('\n');
        script.append("# It changes only what is not yet as it should be, so it may be stopped and run again.\n");
        script.append("# Rules stand in single quotes so that the shell leaves a $ in a description or tag alone.\n");
        script.append("# shellcheck disable=SC2016\n");
        script.append("set -eu\n\ngroup=" + Shell.quoted(plan.group().id()) + "\n");
        script.append("export AWS_PAGER=''\n");
        String region = plan.group()
                .region()
                .map(name -> " --region " + Shell.quoted(name))
                .orElse("");
        return script.append(FUNCTIONS.replace("@REGION@", region)).append('\n');
    }

    private static final String FUNCTIONS = """

            ec2() {
                aws ec2 "$@"@REGION@
            }

            # Reads the outbound rules: one line each with protocol, ports, destination and id.
            read_rules() {
                answer=$(ec2 describe-security-group-rules --filters "Name=group-id,Values=$group" --output text --query \\
                    "SecurityGroupRules[?to_string(IsEgress)=='true'].[IpProtocol,to_string(FromPort),to_string(ToPort),CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId,SecurityGroupRuleId]")
                rules=$(printf '%s\\n' "$answer" | awk '
                    NF >= 5 {
                        if ($1 == "6") $1 = "tcp"; if ($1 == "17") $1 = "udp"
                        if ($1 == "1") $1 = "icmp"; if ($1 == "58") $1 = "icmpv6"
                        ported = $1 == "tcp" || $1 == "udp" || $1 == "icmp" || $1 == "icmpv6"
                        for (i = 2; i <= 3; i++) $i = ported ? ($i == "null" ? "-1" : $i) : "-"
                        print $1, $2, $3, $4, $5
                    }')
            }

            # The id of a rule in what was read; nothing where it is not there.
            id_of() {
                printf '%s\\n' "$rules" | awk -v key="$1" '($1 " " $2 " " $3 " " $4) == key { print $5; exit }'
            }

            authorize() {
                if [ -n "$(id_of "$1")" ]; then
                    echo "there already: $1"
                    return
                fi
                if [ "$3" = '[]' ]; then
                    said=$(ec2 authorize-security-group-egress --group-id "$group" --ip-permissions "$2" 2>&1) && fate=yes || fate=no
                else
                    said=$(ec2 authorize-security-group-egress --group-id "$group" --ip-permissions "$2" \\
                        --tag-specifications "$3" 2>&1) && fate=yes || fate=no
                fi
                case "$fate $said" in
                    yes*) echo "authorized: $1" ;;
                    *InvalidPermission.Duplicate*) echo "there already: $1" ;;
                    *)
                        printf '%s\\n' "$said" >&2
                        echo "stopped: $1 could not be authorized; nothing was revoked; run again" >&2
                        exit 1
                        ;;
                esac
            }

            # Revokes those of the rules that the last read has, by their ids, in one call.
            revoke() {
                count=0
                for key in "$@"; do
                    shift
                    id=$(id_of "$key")
                    if [ -n "$id" ]; then
                        set -- "$@" "$id"
                        count=$((count + 1))
                    else
                        echo "gone already: $key"
                    fi
                done
                [ "$count" -gt 0 ] || return 0
                ec2 revoke-security-group-egress --group-id "$group" --security-group-rule-ids "$@" >/dev/null
                echo "revoked: $count"
            }

            # Reads until all of the rules are present, or absent: reads may lag behind writes.
            await() {
                how=$1
                shift
                tries=0
                while :; do
                    read_rules
                    missing=''
                    for key in "$@"; do
                        id=$(id_of "$key")
                        if [ "$how" = present ] && [ -z "$id" ]; then missing=$key; fi
                        if [ "$how" = absent ] && [ -n "$id" ]; then missing=$key; fi
                    done
                    [ -n "$missing" ] || return 0
                    tries=$((tries + 1))
                    if [ "$tries" -ge "${TRIES:-60}" ]; then
                        echo "stopped: expected $how, and is not: $missing" >&2
                        exit 1
                    fi
                    sleep 5
                done
            }
            """;
}
