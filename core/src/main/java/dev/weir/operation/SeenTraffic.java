package dev.weir.operation;

import dev.weir.names.GroupNames;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.ObservationPeriod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was observed of one group, for reports that show it.
 *
 * @param period from when to when anything was observed
 * @param group the group's part of it
 * @param names what its destinations are called; empty where no queries were read
 * @param groupNames the names of the groups among its destinations, by id; hostile text
 */
public record SeenTraffic(
        ObservationPeriod period, GroupTraffic group, Optional<GroupNames> names, Map<String, String> groupNames) {

    public SeenTraffic {
        groupNames = Map.copyOf(groupNames);
    }

    /**
     * What was observed of a group.
     *
     * @param nameOf the name of a group by its id; empty where it was not read
     */
    static SeenTraffic of(
            ObservationPeriod period,
            GroupTraffic group,
            Optional<GroupNames> names,
            Function<String, Optional<String>> nameOf) {
        Map<String, String> groupNames = new HashMap<>();
        group.conversations().stream()
                .flatMap(one -> one.peer().groups().stream())
                .distinct()
                .forEach(id -> nameOf.apply(id).ifPresent(name -> groupNames.put(id, name)));
        return new SeenTraffic(period, group, names, groupNames);
    }

    /** {@code sg-0d5e44aa orders-db}; the id alone where the group was not read. */
    public String title(String id) {
        String name = groupNames.getOrDefault(id, "");
        return name.isEmpty() ? id : id + " " + name;
    }
}
