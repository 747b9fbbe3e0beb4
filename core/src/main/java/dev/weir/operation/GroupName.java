package dev.weir.operation;

import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/** A security group as people call it: by its id, or by its name where only one group has that. */
public final class GroupName {

    private GroupName() {}

    /** Whether a word can only be an id: AWS gives no group a name that begins so. */
    public static boolean isId(String word) {
        return word.startsWith("sg-");
    }

    /**
     * The id of the group that is meant; the word itself where no group has that name.
     *
     * @throws FailureException where several have it, with their ids
     */
    static String id(String word, Snapshot snapshot) {
        if (snapshot.securityGroup(word).isPresent()) {
            return word;
        }
        List<SecurityGroup> named = snapshot.securityGroups().stream()
                .filter(group -> group.name().equals(word))
                .toList();
        if (named.size() > 1) {
            throw new FailureException(named.size() + " security groups are called `" + word
                    + "`; help: name one by its id: "
                    + named.stream()
                            .map(group -> "`" + group.id() + "` (" + group.scope()
                                    + group.vpc().map(vpc -> ", " + vpc).orElse("") + ")")
                            .collect(Collectors.joining(", ")));
        }
        return named.isEmpty() ? word : named.get(0).id();
    }
}
