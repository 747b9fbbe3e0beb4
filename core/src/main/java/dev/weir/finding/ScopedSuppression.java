package dev.weir.finding;

import dev.weir.inventory.Scope;
import dev.weir.inventory.Suppression;
import dev.weir.inventory.TagChoice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A suppression that is written apart from what it is about, and says itself which findings it hides: those for which
 * everything that it names holds.
 *
 * <p>What is not known of a resource is not what it names: a group whose account no source tells is of no account here, and its
 * finding counts.
 *
 * @param decision the owner's words, and where they are written
 * @param scope which findings
 */
public record ScopedSuppression(Suppression decision, Extent scope) {

    /**
     * Which findings: an empty part names none of its kind, and holds for all.
     *
     * @param fingerprints of findings, as reports give them
     * @param groups ids of security groups; their own findings, not those of interfaces
     * @param accounts twelve digits each
     * @param regions such as {@code eu-west-1}
     * @param vpcs ids
     * @param tag of the group or interface
     * @param reading the only one that is meant
     */
    public record Extent(
            Set<String> fingerprints,
            Set<String> groups,
            Set<String> accounts,
            Set<String> regions,
            Set<String> vpcs,
            Optional<TagChoice> tag,
            Optional<Reading> reading) {

        public Extent {
            fingerprints = sorted(fingerprints);
            groups = sorted(groups);
            accounts = sorted(accounts);
            regions = sorted(regions);
            vpcs = sorted(vpcs);
            if (tag.isEmpty()
                    && fingerprints.isEmpty()
                    && groups.isEmpty()
                    && accounts.isEmpty()
                    && regions.isEmpty()
                    && vpcs.isEmpty()) {
                throw new IllegalArgumentException(
                        "names no finding; expected at least one of fingerprint, group, account, region, vpc, tag");
            }
        }

        private static Set<String> sorted(Collection<String> texts) {
            return Collections.unmodifiableSet(new TreeSet<>(texts));
        }

        boolean holds(Subject subject, Reading asked, String fingerprint) {
            Scope scope = subject.scope();
            return (fingerprints.isEmpty() || fingerprints.contains(fingerprint))
                    && (groups.isEmpty() || subject.type().equals(Subject.GROUP) && groups.contains(subject.id()))
                    && holds(accounts, scope.account())
                    && holds(regions, scope.region())
                    && (vpcs.isEmpty() || holds(vpcs, subject.vpc()))
                    && (tag.isEmpty() || tag.get().holds(subject.tags()))
                    && (reading.isEmpty() || reading.get() == asked);
        }

        private static boolean holds(Set<String> named, Optional<String> found) {
            return named.isEmpty() || found.isPresent() && named.contains(found.get());
        }

        /** {@code account 111122223333, tag tier=web}; hostile text. */
        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            named(words, "fingerprint", fingerprints);
            named(words, "group", groups);
            named(words, "account", accounts);
            named(words, "region", regions);
            named(words, "vpc", vpcs);
            tag.ifPresent(one -> words.add("tag " + one));
            reading.ifPresent(one -> words.add("reading " + one.id()));
            return String.join(", ", words);
        }

        private static void named(List<String> words, String kind, Set<String> names) {
            if (!names.isEmpty()) {
                words.add(kind + " " + String.join(" or ", names));
            }
        }
    }
}
