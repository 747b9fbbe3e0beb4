package dev.weir.report.commands;

import java.util.List;

/**
 * What to do about a security group, by hand: the same for all groups that have the same rules and lie in one Region.
 *
 * @param console as {@link Remediation#console}
 * @param awsCli as {@link Remediation#awsCli}
 * @param undo as {@link Remediation#undo}
 */
public record GroupRemedy(List<GroupText> console, List<GroupText> awsCli, List<GroupText> undo) {

    static final GroupRemedy NONE = new GroupRemedy(List.of(), List.of(), List.of());

    public GroupRemedy {
        console = List.copyOf(console);
        awsCli = List.copyOf(awsCli);
        undo = List.copyOf(undo);
    }

    /** What to do about this one. */
    Remediation about(String groupId) {
        return new Remediation(about(groupId, console), about(groupId, awsCli), about(groupId, undo));
    }

    private static List<String> about(String groupId, List<GroupText> texts) {
        return texts.stream().map(text -> text.about(groupId)).toList();
    }
}
