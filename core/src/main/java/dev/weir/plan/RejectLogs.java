package dev.weir.plan;

import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The flow logs that keep what is rejected on a group's interfaces, and so would show what its new rules deny.
 *
 * @param read whether the flow logs of its account and Region were all read; if not, there may be others
 * @param interfaces how many interfaces the group is on, as far as they were read
 * @param watched how many of them one of these logs watches
 * @param logs the logs that are at work and keep rejected traffic, sorted by id
 */
public record RejectLogs(boolean read, int interfaces, int watched, List<Log> logs) {

    public RejectLogs {
        logs = List.copyOf(logs);
    }

    /**
     * A flow log.
     *
     * @param id such as {@code fl-0a1b2c3d}
     * @param place where it writes to: an ARN, or the name of a log group; empty where not known
     * @param aggregation the longest time of one record, in seconds
     */
    public record Log(String id, String place, OptionalInt aggregation) {}

    static RejectLogs of(GroupView view) {
        Map<String, Log> logs = new TreeMap<>();
        Set<String> interfaces = new HashSet<>();
        Set<String> watched = new HashSet<>();
        for (NetworkInterface one : view.interfaces) {
            interfaces.add(one.id());
            for (FlowLog log : view.inventory.flowLogsOf(one)) {
                boolean keepsRejects =
                        log.traffic() == FlowLog.Recorded.ALL || log.traffic() == FlowLog.Recorded.REJECT;
                if (log.active() && keepsRejects) {
                    watched.add(one.id());
                    logs.putIfAbsent(log.id(), new Log(log.id(), log.delivery().place(), log.aggregation()));
                }
            }
        }
        return new RejectLogs(
                view.inventory.snapshot.isWhole(Listing.Kind.FLOW_LOGS, view.group.scope()),
                interfaces.size(),
                watched.size(),
                List.copyOf(logs.values()));
    }
}
