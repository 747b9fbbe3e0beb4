package dev.weir.iac.cloudformation;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan as calls of the AWS CDK, in TypeScript and in Python: one set that adds rules, one that removes rules.
 *
 * <p>Both state the whole list of outbound rules, because the CDK does not put a rule beside the one that permits everything
 * (ec2.SecurityGroup: {@code allowAllOutbound} ignores other rules), and because a rule whose description changes is removed before
 * it is added again.
 */
public final class CdkCalls {

    private CdkCalls() {}

    /** The files by name. */
    public static Map<String, String> files(Plan.Change change) {
        EgressLists lists = EgressLists.of(change);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("1-add.ts", typescript("addRules", lists.wide()));
        files.put("2-remove.ts", typescript("removeRules", lists.narrow()));
        files.put("add_rules_1.py", python("add_rules", lists.wide()));
        files.put("remove_rules_2.py", python("remove_rules", lists.narrow()));
        files.put("steps.md", steps(change.authorize()));
        return files;
    }

    private static String typescript(String name, List<SecurityGroupRule.Known> rules) {
        return """
                import { CfnSecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';

                export function %s(group: SecurityGroup): void {
                  const written = group.node.defaultChild as CfnSecurityGroup;
                  written.addPropertyOverride('SecurityGroupEgress', [
                %s
                  ]);
                }
                """.formatted(name, lines(rules, "    "));
    }

    private static String python(String name, List<SecurityGroupRule.Known> rules) {
        return """
                from aws_cdk import aws_ec2 as ec2


                def %s(group: ec2.SecurityGroup) -> None:
                    written = group.node.default_child
                    written.add_property_override("SecurityGroupEgress", [
                %s
                    ])
                """.formatted(name, lines(rules, "        "));
    }

    private static String lines(List<SecurityGroupRule.Known> rules, String indent) {
        return rules.stream()
                .map(rule -> indent + new TemplateRule(rule).json() + ",")
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static String steps(List<Authorization> added) {
        return """
                # Narrow the group in two deployments

                CloudFormation removes a changed rule before it adds it again, and packets are lost in between. So rules are only added
                first, and only removed second. Rules that are made apart, as by `connections.allowTo`, stay beside this list.

                This is for a group that lists its rules: see in `cdk synth` that it has `SecurityGroupEgress`. Where its rules are
                resources of their own, CloudFormation takes away what permits all traffic before it adds one: `weir apply` the plan
                first, with `--accept managed-outside`, and then let the program say what is live.

                1. Call `addRules` of `1-add.ts` (`add_rules` of `add_rules_1.py`) with the group, see in `cdk diff` that %d rules are
                   added and none is removed, and deploy.
                2. See in the account that the rules are in place.
                3. Call `removeRules` of `2-remove.ts` (`remove_rules` of `remove_rules_2.py`) in its place, see in `cdk diff` that rules
                   are only removed, and deploy.

                To undo: the same two steps the other way round.
                """.formatted(added.size());
    }
}
