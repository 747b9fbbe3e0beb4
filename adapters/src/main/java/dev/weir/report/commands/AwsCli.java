package dev.weir.report.commands;

import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule;
import java.util.List;
import java.util.Optional;

/**
 * AWS CLI commands on security groups, each one line of POSIX shell.
 *
 * <p>Every word that comes from an inventory is quoted; see {@link Shell}. The AWS CLI reads a value that begins with
 * {@code file://} from that file, so ids are checked by {@link Ids} before a command is made of them, and those need no quotes.
 */
final class AwsCli {

    private AwsCli() {}

    /**
     * Adds rules: {@code aws ec2 authorize-security-group-egress}.
     *
     * @param ipPermissions the rules, as a word of the shell
     */
    static GroupText authorize(Scope scope, String ipPermissions) {
        return GroupText.of(
                command("authorize-security-group-egress", scope) + " --group-id ",
                " --ip-permissions " + ipPermissions);
    }

    /** Removes the rules that {@link #revoked} names. */
    static GroupText revoke(Scope scope, String revoked) {
        return GroupText.of(command("revoke-security-group-egress", scope) + " --group-id ", revoked);
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
    static GroupText describe(Scope scope) {
        return GroupText.of(
                command("describe-security-groups", scope) + " --group-ids ", " > describe-security-groups-", ".json");
    }

    /** Reads the entries of a prefix list into a file whose name holds its id, which the output does not. */
    static String entries(Scope scope, String prefixListId) {
        return command("get-managed-prefix-list-entries", scope)
                + " --prefix-list-id "
                + Shell.quoted(prefixListId)
                + " > "
                + Shell.quoted("get-managed-prefix-list-entries-" + prefixListId + ".json");
    }

    private static String command(String operation, Scope scope) {
        Optional<String> region = scope.region();
        return "aws ec2 " + operation + (region.isPresent() ? " --region " + Shell.quoted(region.get()) : "");
    }
}
