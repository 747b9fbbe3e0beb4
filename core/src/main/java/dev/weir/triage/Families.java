package dev.weir.triage;

import dev.weir.inventory.Snapshot;
import dev.weir.plan.Outlook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds the families of sorted groups.
 *
 * <p>Two groups are of one family if their rules say the same ({@link GroupShape}) and they belong to the same owner and module
 * ({@link Belonging}). Where no tag and no code tells whose a group is, its rules alone decide; but the rules that AWS gives every
 * new group are no sign of kinship, so that there the name without numbers must be equal, too.
 *
 * <p>A few groups that differ from many others of one owner and module in their rules, and not in their name without numbers,
 * belong to those, as outliers: at most one in four. Each group is in exactly one family.
 */
public final class Families {

    /** So many usual members an outlier has at least. */
    private static final int USUAL_FOR_ONE = 3;

    private static final double MAJORITY = 2.0 / 3;
    private static final double ALIKE = 0.5;
    private static final int DIGITS = 8;

    private Families() {}

    /** What members of a family have in common; the stem only where it must decide. */
    private record Alike(GroupShape shape, String stem) {}

    private record Kin(TriagedGroup group, Belonging belonging, GroupShape shape) {}

    /** The families of these groups, the largest first. */
    public static List<Family> of(List<TriagedGroup> groups, Snapshot snapshot) {
        Map<String, Map<Alike, List<Kin>>> blocks = new TreeMap<>();
        for (TriagedGroup group : groups) {
            GroupShape shape = GroupShape.of(group.group(), snapshot);
            Belonging belonging = Belonging.of(group.group());
            String stem = alone(belonging, shape);
            blocks.computeIfAbsent(belonging.key(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(new Alike(shape, stem), key -> new ArrayList<>())
                    .add(new Kin(group, belonging, shape));
        }
        List<Family> families = new ArrayList<>();
        blocks.forEach((key, byShape) -> families.addAll(ofBlock(key, byShape)));
        families.sort(Comparator.comparing((Family family) -> family.members().size())
                .reversed()
                .thenComparing(Family::id));
        return families;
    }

    private static List<Family> ofBlock(String key, Map<Alike, List<Kin>> alike) {
        List<List<Kin>> largestFirst = new ArrayList<>(alike.values());
        largestFirst.sort(Comparator.comparing((List<Kin> kin) -> kin.size())
                .reversed()
                .thenComparing(kin -> kin.get(0).group().group().id()));
        List<Home> homes = new ArrayList<>();
        Map<String, List<Home>> byStem = new HashMap<>();
        for (List<Kin> kin : largestFirst) {
            List<Home> near = byStem.computeIfAbsent(kin.get(0).belonging().stem(), stem -> new ArrayList<>());
            Optional<Home> home = near.stream()
                    .filter(other -> other.takes(kin))
                    .max(Comparator.comparing(
                            other -> other.first().shape().overlap(kin.get(0).shape())));
            if (home.isPresent()) {
                home.get().all().addAll(kin);
            } else {
                Home own = new Home(new ArrayList<>(kin), kin.size());
                homes.add(own);
                near.add(own);
            }
        }
        return homes.stream().map(home -> family(key, home.all())).toList();
    }

    /** A family as it grows: those that are alike, and then the few that differ. */
    private record Home(List<Kin> all, int usual) {

        Kin first() {
            return all.get(0);
        }

        boolean takes(List<Kin> few) {
            int outliers = all.size() - usual + few.size();
            Belonging belonging = few.get(0).belonging();
            boolean isKin = !belonging.stem().isEmpty()
                    || !belonging.module().isEmpty()
                    || first().shape().overlap(few.get(0).shape()) >= ALIKE;
            return usual >= USUAL_FOR_ONE * outliers && isKin;
        }
    }

    private static Family family(String key, List<Kin> kin) {
        GroupShape shape = kin.get(0).shape();
        Optional<Family.Usual> usual = usual(kin);
        List<Family.Member> members = kin.stream()
                .sorted(Comparator.comparing(Kin::group, TriagedGroup.WORST_FIRST))
                .map(one -> new Family.Member(one.group(), differs(one, shape, usual)))
                .toList();
        Belonging belonging = kin.get(0).belonging();
        String owner = belonging.owner().isEmpty() ? belonging.module() : belonging.owner();
        String name = key + "\n" + shape.hashCode() + "\n" + alone(belonging, shape);
        String digest =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return new Family(
                "f-" + digest.substring(0, DIGITS), owner.strip(), List.copyOf(shape.rules()), usual, members);
    }

    /** The name that must be equal where nothing else tells kin from strangers. */
    private static String alone(Belonging belonging, GroupShape shape) {
        return !belonging.isKnown() && shape.isAsBorn() ? belonging.stem() : "";
    }

    private static Optional<Family.Usual> usual(List<Kin> kin) {
        Map<Family.Usual, Integer> counts = new LinkedHashMap<>();
        kin.forEach(one -> counts.merge(of(one.group()), 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= MAJORITY * kin.size())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Family.Usual of(TriagedGroup group) {
        return new Family.Usual(
                group.bucket(), group.facts().outlook().map(Outlook::services).orElse(List.of()));
    }

    private static Optional<String> differs(Kin one, GroupShape shape, Optional<Family.Usual> usual) {
        List<String> words = new ArrayList<>();
        if (!one.shape().sameAs(shape)) {
            words.add("rules: " + one.shape().difference(shape));
        }
        usual.ifPresent(most -> {
            Family.Usual mine = of(one.group());
            if (mine.bucket() != most.bucket()) {
                words.add(mine.bucket().id());
            }
            if (!mine.services().equals(most.services())) {
                words.add("needs: " + GroupShape.difference(mine.services(), most.services()));
            }
        });
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
    }
}
