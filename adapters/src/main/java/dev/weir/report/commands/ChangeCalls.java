package dev.weir.report.commands;

import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls of a change as AWS CLI commands: what weir sends, and what a person can send instead. */
public final class ChangeCalls {

    private ChangeCalls() {}

    /** One command per set of tags, because a call tags all rules that it makes alike. */
    public static List<String> authorize(Scope scope, String groupId, List<Known> rules) {
        Map<Map<String, String>, List<Known>> byTags = new LinkedHashMap<>();
        for (Known rule : rules) {
            byTags.computeIfAbsent(rule.tags(), tags -> new ArrayList<>()).add(rule);
        }
        List<String> commands = new ArrayList<>();
        byTags.forEach((tags, some) -> {
            String command = AwsCli.authorize(scope, Shell.quoted(IpPermissions.toAuthorize(some)))
                    .about(Shell.quoted(groupId));
            commands.add(
                    tags.isEmpty()
                            ? command
                            : command + " --tag-specifications " + Shell.quoted(IpPermissions.tagSpecifications(tags)));
        });
        return commands;
    }

    /** By rule ids, where all are known. */
    public static String revoke(Scope scope, String groupId, List<Known> rules) {
        return AwsCli.revoke(scope, AwsCli.revoked(rules)).about(Shell.quoted(groupId));
    }
}
