package dev.weir.report.commands;

import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule;
import java.util.List;

/**
 * AWS CLI commands on security groups, each one line of POSIX shell.
 *
 * <p>Every word that comes from an inventory is quoted; see {@link Shell}. The AWS CLI reads a value that begins with
 * {@code file://} from that file, so ids are checked by {@link Ids} before a command is made of them.
 */
final class AwsCli {

    private AwsCli() {}

    /**
     * Adds rules: {@code aws ec2 authorize-security-group-egress}.
     *
     * @param ipPermissions the rules, as a word of the shell
     */
    static String authorize(Scope scope, String groupId, String ipPermissions) {
        return command("authorize-security-group-egress", scope)
                .append(" --group-id ")
                .append(Shell.quoted(groupId))
                .append(" --ip-permissions ")
                .append(ipPermissions)
                .toString();
    }

    /** Removes the rules that {@link #revoked} names. */
    static String revoke(Scope scope, String groupId, String revoked) {
        return command("revoke-security-group-egress", scope)
                .append(" --group-id ")
                .append(Shell.quoted(groupId))
                .append(revoked)
                .toString();
    }

    /** Names rules: by their ids where all are known, because EC2 then removes those and no other; else by what they say. */
    static String revoked(List<SecurityGroupRule.Known> rules) {
        if (!Ids.areKnown(rules)) {
            return " --ip-permissions " + Shell.quoted(IpPermissions.toRevoke(rules));
        }
        StringBuilder ids = new StringBuilder(" --security-group-rule-ids");
        for (SecurityGroupRule.Known rule : rules) {
            ids.append(' ').append(Shell.quoted(rule.id().orElseThrow()));
        }
        return ids.toString();
    }

    /** Reads a group again. */
    static String describe(Scope scope, String groupId) {
        return command("describe-security-groups", scope)
                .append(" --group-ids ")
                .append(Shell.quoted(groupId))
                .append(" > ")
                .append(Shell.quoted("describe-security-groups-" + groupId + ".json"))
                .toString();
    }

    /** Reads the entries of a prefix list into a file whose name holds its id, which the output does not. */
    static String entries(Scope scope, String prefixListId) {
        return command("get-managed-prefix-list-entries", scope)
                .append(" --prefix-list-id ")
                .append(Shell.quoted(prefixListId))
                .append(" > ")
                .append(Shell.quoted("get-managed-prefix-list-entries-" + prefixListId + ".json"))
                .toString();
    }

    private static StringBuilder command(String operation, Scope scope) {
        StringBuilder command = new StringBuilder("aws ec2 ").append(operation);
        scope.region().ifPresent(region -> command.append(" --region ").append(Shell.quoted(region)));
        return command;
    }
}
