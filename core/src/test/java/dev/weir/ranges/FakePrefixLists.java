package dev.weir.ranges;

import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.WriteAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Prefix lists as EC2 keeps them: versions, one change at a time, sizes; and what may go wrong, by a schedule. */
final class FakePrefixLists implements PrefixListGateway {

    /** What happens to a write. */
    enum Fault {
        NONE,
        REFUSED,
        THROTTLED,
        LOST_BEFORE,
        LOST_AFTER,
        FAILS_LATER
    }

    private final Map<String, ListState> lists = new TreeMap<>();
    private final Map<String, Map<Long, Set<Cidr>>> versions = new HashMap<>();
    private final List<Fault> schedule;
    private final List<Snapshot> groups;
    private int writes;
    /** Reads that still show a change in progress, after each write. */
    private int lag;

    private final Map<String, Integer> stillChanging = new HashMap<>();
    private Consumer<ListState> watcher = any -> {};

    FakePrefixLists(List<ListState> lists, List<Fault> schedule, List<Snapshot> groups) {
        for (ListState list : lists) {
            put(list);
        }
        this.schedule = List.copyOf(schedule);
        this.groups = List.copyOf(groups);
    }

    void lag(int reads) {
        lag = reads;
    }

    /** Sees each state that a list is in. */
    void watch(Consumer<ListState> each) {
        watcher = each;
    }

    int writes() {
        return writes;
    }

    ListState state(String id) {
        return Optional.ofNullable(lists.get(id)).orElseThrow();
    }

    private void put(ListState list) {
        lists.put(list.id(), list);
        versions.computeIfAbsent(list.id(), none -> new HashMap<>()).put(list.version(), list.entries());
        watcher.accept(list);
    }

    @Override
    public ReadAnswer<ListState> read(String idOrName) {
        for (ListState list : lists.values()) {
            if (list.id().equals(idOrName) || list.name().equals(idOrName)) {
                int left = stillChanging.merge(list.id(), -1, Integer::sum);
                return new ReadAnswer.Read<>(left >= 0 ? in(list, "modify-in-progress") : list);
            }
        }
        return new ReadAnswer.Unanswered<>(ReadAnswer.Hope.NONE, "there is no prefix list `" + idOrName + "`");
    }

    @Override
    public ReadAnswer<List<Snapshot>> groupsOf(String id) {
        return new ReadAnswer.Read<>(groups);
    }

    @Override
    public WriteAnswer modify(String id, long version, ListCall call) {
        return write(id, list -> {
            if (list.version() != version) {
                return "IncorrectState";
            }
            Set<Cidr> after = new TreeSet<>(list.entries());
            if (call.add().stream().anyMatch(after::contains)
                    || !after.containsAll(call.remove())
                    || call.add().size() > 100
                    || call.remove().size() > 100) {
                return "InvalidParameterValue";
            }
            call.remove().forEach(after::remove);
            after.addAll(call.add());
            if (after.size() > list.maxEntries()) {
                return "PrefixListMaxEntriesExceeded";
            }
            put(with(list, list.version() + 1, list.maxEntries(), after));
            return "";
        });
    }

    @Override
    public WriteAnswer resize(String id, int maxEntries) {
        return write(id, list -> {
            if (maxEntries < list.entries().size()) {
                return "InvalidParameterValue";
            }
            put(with(list, list.version(), maxEntries, list.entries()));
            return "";
        });
    }

    @Override
    public WriteAnswer restore(String id, long earlier, long version) {
        return write(id, list -> {
            Optional<Set<Cidr>> then =
                    Optional.ofNullable(versions.getOrDefault(id, Map.of()).get(earlier));
            if (list.version() != version || then.isEmpty()) {
                return "IncorrectState";
            }
            put(with(list, version + 1, list.maxEntries(), then.get()));
            return "";
        });
    }

    private interface Effect {
        /** AWS's error code; empty if it was done. */
        String on(ListState list);
    }

    private WriteAnswer write(String id, Effect effect) {
        Fault fault = writes < schedule.size() ? schedule.get(writes) : Fault.NONE;
        writes++;
        switch (fault) {
            case REFUSED:
                return new WriteAnswer.Refused("UnauthorizedOperation", Optional.empty());
            case THROTTLED:
                return new WriteAnswer.Throttled("RequestLimitExceeded");
            case LOST_BEFORE:
                return new WriteAnswer.Unknown("no answer");
            case FAILS_LATER:
                lists.put(id, in(state(id), "modify-failed"));
                return new WriteAnswer.Done("-", List.of());
            default:
                break;
        }
        String code = effect.on(state(id));
        if (!code.isEmpty()) {
            return new WriteAnswer.Refused(code, Optional.empty());
        }
        stillChanging.put(id, lag);
        return fault == Fault.LOST_AFTER
                ? new WriteAnswer.Unknown("no answer")
                : new WriteAnswer.Done("-", new ArrayList<>());
    }

    private static ListState with(ListState list, long version, int maxEntries, Set<Cidr> entries) {
        return new ListState(
                list.id(),
                list.name(),
                list.family(),
                version,
                maxEntries,
                entries,
                "modify-complete",
                "",
                Optional.empty());
    }

    private static ListState in(ListState list, String phase) {
        return new ListState(
                list.id(),
                list.name(),
                list.family(),
                list.version(),
                list.maxEntries(),
                list.entries(),
                phase,
                "",
                list.notOurs());
    }
}
