package dev.weir.report.commands;

import java.util.List;

/**
 * A text about a security group that is the same for all of them but for the id, which stands between each two of its parts.
 *
 * @param parts at least one
 */
public record GroupText(List<String> parts) {

    public GroupText {
        parts = List.copyOf(parts);
    }

    static GroupText of(String... parts) {
        return new GroupText(List.of(parts));
    }

    /** The text about this group. */
    String about(String groupId) {
        return String.join(groupId, parts);
    }
}
