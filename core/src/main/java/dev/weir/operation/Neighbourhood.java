package dev.weir.operation;

import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps one security group, the interfaces it is associated with and what stands beside it, out of an inventory of any size; and remembers
 * ids that look like the one that was asked for.
 */
final class Neighbourhood extends PassingSink {

    private static final int SIMILAR = 3;

    private final String groupId;
    private final Set<String> wanted = new HashSet<>();
    private final List<String> similar = new ArrayList<>();
    private final Snapshot.Builder kept;
    private boolean found;

    Neighbourhood(String groupId) {
        this(groupId, new Snapshot.Builder());
    }

    private Neighbourhood(String groupId, Snapshot.Builder kept) {
        super(kept);
        this.groupId = groupId;
        this.kept = kept;
        wanted.add(groupId);
    }

    String groupId() {
        return groupId;
    }

    /** What was let through. */
    Snapshot snapshot() {
        return kept.build();
    }

    /** Ids or names near the one that was asked for. */
    List<String> similar() {
        return Collections.unmodifiableList(similar);
    }

    @Override
    public void networkInterface(NetworkInterface networkInterface) {
        if (networkInterface.groups().contains(groupId) || !networkInterface.groupsRead()) {
            wanted.addAll(networkInterface.groups());
            super.networkInterface(networkInterface);
        }
    }

    @Override
    public void securityGroup(SecurityGroup securityGroup) {
        if (wanted.contains(securityGroup.id())) {
            found |= securityGroup.id().equals(groupId);
            super.securityGroup(securityGroup);
        } else {
            remember(securityGroup);
        }
    }

    @Override
    public void contradictorySecurityGroup(List<SecurityGroup> versions) {
        if (wanted.contains(versions.get(0).id())) {
            found |= versions.get(0).id().equals(groupId);
            super.contradictorySecurityGroup(versions);
        } else {
            remember(versions.get(0));
        }
    }

    private void remember(SecurityGroup securityGroup) {
        boolean isNear = similar.size() < SIMILAR
                && (securityGroup.name().equals(groupId)
                        || securityGroup.id().startsWith(groupId)
                        || !Similar.to(groupId, List.of(securityGroup.id())).isEmpty());
        if (isNear && !found) {
            similar.add(securityGroup.id());
        }
    }
}
