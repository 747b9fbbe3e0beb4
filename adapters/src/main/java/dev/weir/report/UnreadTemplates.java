package dev.weir.report;

import dev.weir.inventory.Scope;
import dev.weir.report.commands.NotRead;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The remedies for what was not read, as templates: groups of one Region that name the same unread prefix lists share one.
 *
 * <p>Direct-mapped, and made from the second time that one is wanted; so input in which none recurs costs a hash each.
 */
final class UnreadTemplates {

    private static final int SLOTS = 1 << 10;

    private final Remedies remedies;
    private final Function<Remediation, byte[]> encoded;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];
    private final int[] seen = new int[SLOTS];

    private record Entry(String region, NotRead notRead, RemediationTemplate template) {

        boolean isFor(String otherRegion, NotRead other) {
            return region.equals(otherRegion) && notRead.equals(other);
        }
    }

    UnreadTemplates(Remedies remedies, Function<Remediation, byte[]> encoded) {
        this.remedies = remedies;
        this.encoded = encoded;
    }

    /** The template for groups of this Region, empty where it is not known; none for what was not met lately. */
    @Nullable
    RemediationTemplate of(String region, NotRead notRead) {
        int hash = (region.hashCode() * 31 + notRead.hashCode()) * 0x9e3779b9 | 1;
        int slot = hash >>> 16 & SLOTS - 1;
        Entry known = entries[slot];
        if (known != null && known.isFor(region, notRead)) {
            return known.template();
        }
        if (seen[slot] != hash) {
            seen[slot] = hash;
            return null;
        }
        if (holdsStandIn(region) || notRead.prefixLists().stream().anyMatch(UnreadTemplates::holdsStandIn)) {
            return null;
        }
        Scope scope = new Scope(Optional.empty(), region.isEmpty() ? Optional.empty() : Optional.of(region));
        RemediationTemplate made =
                RemediationTemplate.of(encoded.apply(remedies.read(scope, RemediationTemplate.ID, notRead)));
        entries[slot] = new Entry(region, notRead, made);
        return made;
    }

    private static boolean holdsStandIn(String text) {
        return text.contains(RemediationTemplate.MARK);
    }
}
