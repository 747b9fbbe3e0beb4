package dev.weir.traffic;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.SourceDay;
import dev.weir.flow.FlowField;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.InterfaceCoverage.Attribution;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The interfaces of a profile: what their flow logs covered, and which groups they wore when. */
final class Interfaces {

    private static final int HOURS = 24;
    private static final int HOUR = 3600;

    private final Evidence evidence;
    private final InventoryHistory inventory;
    private final Map<String, Logged> logged = new TreeMap<>();
    private final Map<Long, Set<String>> groupsByEpochs = new HashMap<>();
    private final Map<FlowField, Map<String, Optional<Set<String>>>> fleets = new EnumMap<>(FlowField.class);
    /** The first hour of the first day, since 1970. */
    private final int firstHour;

    final ObservationPeriod period;
    final Places places;

    /** What the flow logs of one interface said, all together. */
    private static final class Logged {
        /** The hours that were seen, since {@link #firstHour}. */
        final BitSet hours = new BitSet();
        /** Those, and the hours of records that could not be used: it was there then. */
        final BitSet alive = new BitSet();

        final SortedSet<LocalDate> days = new TreeSet<>();
        final Map<FlowField, String> owners = new EnumMap<>(FlowField.class);
        final Set<FlowField> lacking = EnumSet.noneOf(FlowField.class);
        long records;
        long lost;
        Unusable unusable = Unusable.NONE;
    }

    Interfaces(Evidence evidence, InventoryHistory inventory) {
        this.evidence = evidence;
        this.inventory = inventory;
        firstHour = HOURS
                * evidence.sourceDays.keySet().stream()
                        .mapToInt(SourceDay.Key::day)
                        .min()
                        .orElse(0);
        collect();
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (Logged said : logged.values()) {
            if (!said.hours.isEmpty()) {
                first = Math.min(first, firstHour + said.hours.nextSetBit(0));
                last = Math.max(last, firstHour + said.hours.length());
            }
        }
        period = last == 0 ? ObservationPeriod.NONE : new ObservationPeriod(hour(first), hour(last));
        learnFleets();
        places = new Places(evidence, inventory, period.to(), this::owner);
    }

    private Optional<String> owner(String id, FlowField field) {
        return Optional.ofNullable(logged.getOrDefault(id, new Logged()).owners.get(field));
    }

    private static Instant hour(int number) {
        return Instant.ofEpochSecond((long) number * HOUR);
    }

    private void collect() {
        // By the token of an interface and a day.
        Map<Long, List<SourceDay>> byDay = new LinkedHashMap<>();
        List<SourceDay.Key> keys = new ArrayList<>(evidence.sourceDays.keySet());
        keys.sort(Comparator.comparingInt(SourceDay.Key::day));
        for (SourceDay.Key key : keys) {
            SourceDay day = evidence.sourceDays.getOrDefault(key, new SourceDay());
            String id = evidence.texts.text(key.networkInterface());
            Logged said = logged.computeIfAbsent(id, unused -> new Logged());
            for (int hour = 0; hour < HOURS; hour++) {
                int number = key.day() * HOURS + hour - firstHour;
                if ((day.hours & 1 << hour) != 0) {
                    said.hours.set(number);
                }
                if (((day.hours | day.unusable.hours()) & 1 << hour) != 0) {
                    said.alive.set(number);
                }
            }
            if (day.hours != 0 || day.unusable.records() == 0) {
                said.days.add(LocalDate.ofEpochDay(key.day()));
            }
            for (int i = 0; i < day.owners.length; i++) {
                if (day.owners[i] >= 0) {
                    said.owners.merge(
                            SourceDay.OWNERS.get(i),
                            evidence.texts.text(day.owners[i]),
                            (one, other) -> one.compareTo(other) <= 0 ? one : other);
                }
            }
            for (int i = 0; i < SourceDay.WANTED.size(); i++) {
                if ((day.lacking & 1 << i) != 0) {
                    said.lacking.add(SourceDay.WANTED.get(i));
                }
            }
            byDay.computeIfAbsent((long) key.networkInterface() << 32 | key.day(), unused -> new ArrayList<>(1))
                    .add(day);
        }
        // Several flow logs repeat the same records: of each count the largest flow log's.
        byDay.forEach((day, sources) -> {
            Logged said = logged.computeIfAbsent(evidence.texts.text((int) (day >>> 32)), unused -> new Logged());
            long records = 0;
            long lost = 0;
            Unusable unusable = Unusable.NONE;
            for (SourceDay one : sources) {
                records = Math.max(records, one.records);
                lost = Math.max(lost, one.skipData);
                if (isLoss(one, sources) && one.unusable.records() > unusable.records()) {
                    unusable = Unusable.of(one.unusable);
                }
            }
            said.records += records;
            said.lost += lost;
            said.unusable = said.unusable.plus(unusable);
        });
    }

    /** Whether what this flow log could not name happened in an hour that no other one of the interface reported whole. */
    private static boolean isLoss(SourceDay one, List<SourceDay> sources) {
        int whole = 0;
        for (SourceDay other : sources) {
            whole |= other == one ? 0 : other.hours & ~other.unusable.hours();
        }
        return (one.unusable.hours() & ~whole) != 0;
    }

    /** What the interfaces that snapshots know say about the fleets that they belong to: nothing where they disagree. */
    private void learnFleets() {
        for (FlowField field : List.of(FlowField.ECS_SERVICE_NAME, FlowField.ASG_TAG)) {
            Map<String, Optional<Set<String>>> byName = new HashMap<>();
            logged.forEach((id, said) -> {
                if (said.owners.containsKey(field) && isKnown(id)) {
                    byName.merge(
                            said.owners.getOrDefault(field, ""),
                            Optional.of(known(id, period.from(), period.to())),
                            (one, other) -> one.equals(other) ? one : Optional.empty());
                }
            });
            fleets.put(field, byName);
        }
    }

    private boolean isKnown(String id) {
        return inventory.networkInterface(id, period.from()).isPresent();
    }

    private Set<String> known(String id, Instant from, Instant to) {
        return inventory.networkInterface(id, from, to).stream()
                .flatMap(state -> state.groups().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Attribution attribution(String id) {
        if (isKnown(id)) {
            return Attribution.SNAPSHOT;
        }
        return fallback(id).isPresent() ? Attribution.OWNER : Attribution.NONE;
    }

    /** The groups that an interface wore between two seconds, by token; empty where nobody knows. */
    Set<String> groups(int token, long first, long last) {
        long epochs = (long) token << 32 | (long) inventory.epochNumber(first) << 16 | inventory.epochNumber(last);
        return groupsByEpochs.computeIfAbsent(epochs, unused -> {
            String id = evidence.texts.text(token);
            return isKnown(id)
                    ? known(id, Instant.ofEpochSecond(first), Instant.ofEpochSecond(last))
                    : fallback(id).orElse(Set.of());
        });
    }

    /** By token: a number that an interface shares with all that wore the same groups over the period, where they are known. */
    int[] teams() {
        int[] teams = new int[evidence.texts.size()];
        Map<Set<String>, Integer> numbers = new HashMap<>();
        for (int token = 0; token < teams.length; token++) {
            teams[token] = token;
        }
        for (int lane = 0; lane < evidence.lanes.size(); lane++) {
            int token = evidence.lanes.networkInterface(lane);
            Set<String> groups =
                    groups(token, period.from().getEpochSecond(), period.to().getEpochSecond());
            if (!groups.isEmpty()) {
                teams[token] = numbers.computeIfAbsent(groups, unused -> token);
            }
        }
        return teams;
    }

    /** The groups of an interface that no snapshot has: of its instance's other interfaces, else of its service or fleet. */
    private Optional<Set<String>> fallback(String id) {
        Logged said = logged.getOrDefault(id, new Logged());
        String instance = said.owners.getOrDefault(FlowField.INSTANCE_ID, "");
        if (!instance.isEmpty()) {
            Set<String> groups = new LinkedHashSet<>();
            inventory.interfacesOf(instance).forEach(other -> groups.addAll(other.groups()));
            if (!groups.isEmpty()) {
                return Optional.of(groups);
            }
        }
        for (Map.Entry<FlowField, Map<String, Optional<Set<String>>>> fleet : fleets.entrySet()) {
            Optional<Set<String>> groups =
                    fleet.getValue().getOrDefault(said.owners.getOrDefault(fleet.getKey(), ""), Optional.empty());
            if (groups.isPresent()) {
                return groups;
            }
        }
        return Optional.empty();
    }

    /** Every interface that flow logs or snapshots know, sorted by id. */
    List<InterfaceCoverage> coverage() {
        Set<String> ids = new TreeSet<>(logged.keySet());
        inventory
                .snapshots()
                .values()
                .forEach(snapshot ->
                        snapshot.networkInterfaces().forEach(networkInterface -> ids.add(networkInterface.id())));
        Map<Instant, Snapshot> snapshots = inventory.snapshots();
        List<InterfaceCoverage> coverage = new ArrayList<>();
        ids.forEach(id -> coverage.add(coverage(id, snapshots)));
        return coverage;
    }

    private InterfaceCoverage coverage(String id, Map<Instant, Snapshot> snapshots) {
        Logged said = logged.getOrDefault(id, new Logged());
        int periodFrom = (int) (period.from().getEpochSecond() / HOUR);
        int periodTo = (int) (period.to().getEpochSecond() / HOUR);
        int from = said.alive.isEmpty() ? periodTo : firstHour + said.alive.nextSetBit(0);
        int to = said.alive.isEmpty() ? periodFrom : firstHour + said.alive.length();
        if (!period.isEmpty()) {
            from = Math.min(Math.max(from, periodFrom), periodTo);
            to = Math.min(Math.max(to, periodFrom), periodTo);
        }
        for (Map.Entry<Instant, Snapshot> taken : snapshots.entrySet()) {
            if (taken.getValue().networkInterface(id).isPresent()) {
                long hour = Math.floorDiv(taken.getKey().getEpochSecond(), HOUR);
                boolean dated = !taken.getKey().equals(Instant.EPOCH);
                if (said.alive.isEmpty()) {
                    from = periodFrom;
                    to = periodTo;
                } else if (dated) {
                    from = (int) Math.min(from, Math.max(periodFrom, hour));
                    to = (int) Math.max(to, Math.min(periodTo, hour));
                }
            }
        }
        Set<String> groups = isKnown(id)
                ? known(id, period.from(), period.to())
                : fallback(id).orElse(Set.of());
        return new InterfaceCoverage(
                id,
                new TreeSet<>(groups),
                attribution(id),
                hour(Math.min(from, to)),
                hour(Math.max(from, to)),
                said.hours.cardinality(),
                Math.max(0, to - from),
                said.days,
                said.records,
                said.lost,
                said.unusable,
                said.lacking,
                said.owners);
    }
}
