package dev.weir.remediation;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.remediation.JournalEntry.AssociatedInterface;
import dev.weir.remediation.JournalEntry.ListContents;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Judges the flows of one interface by all its groups' rules. */
final class InterfaceRules {

    final AssociatedInterface associated;
    private final PrefixLists lists;
    private final Map<String, List<IpAddress>> members;
    private final List<Known> before;
    private final List<Known> after;

    InterfaceRules(Opened opened, AssociatedInterface associated, Surroundings around) {
        this.associated = associated;
        this.lists = PrefixLists.of(
                around.prefixLists().stream().map(InterfaceRules::list).toList());
        this.members = around.members();
        List<Known> siblings = associated.groups().stream()
                .flatMap(group -> around.siblings().getOrDefault(group, List.of()).stream())
                .toList();
        this.before = new ArrayList<>(opened.before());
        this.after = new ArrayList<>(opened.before());
        after.removeAll(opened.revoke());
        after.addAll(opened.authorize());
        before.addAll(siblings);
        after.addAll(siblings);
    }

    private static ManagedPrefixList list(ListContents contents) {
        return new ManagedPrefixList(
                Scope.UNKNOWN,
                contents.id(),
                "",
                false,
                Optional.empty(),
                OptionalInt.empty(),
                contents.version(),
                contents.entries().orElse(List.of()),
                contents.entries().isPresent() ? ManagedPrefixList.Extent.WHOLE : ManagedPrefixList.Extent.NOT_READ,
                Optional.empty(),
                Origin.of("journal"));
    }

    boolean isDeniedByTheChange(RejectedFlow flow) {
        return before.stream().anyMatch(rule -> permits(rule, flow))
                && after.stream().noneMatch(rule -> mayPermit(rule, flow));
    }

    private boolean permits(Known rule, RejectedFlow flow) {
        return names(rule, flow)
                && (isMember(rule, flow)
                        || Permissions.knownAddresses(rule.destination(), lists).contains(flow.destination()));
    }

    private boolean mayPermit(Known rule, RejectedFlow flow) {
        return names(rule, flow)
                && (isMember(rule, flow)
                        || Permissions.possibleAddresses(rule.destination(), lists)
                                .contains(flow.destination()));
    }

    private boolean isMember(Known rule, RejectedFlow flow) {
        return rule.destination() instanceof Destination.Group group
                && members.getOrDefault(group.id(), List.of()).contains(flow.destination());
    }

    private static boolean names(Known rule, RejectedFlow flow) {
        Protocol protocol = rule.service().protocol();
        if (!protocol.isAll() && !protocol.equals(flow.protocol())) {
            return false;
        }
        return !protocol.hasPorts() || rule.service().span().contains(PortRange.of(flow.port()));
    }
}
