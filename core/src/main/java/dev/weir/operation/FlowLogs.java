package dev.weir.operation;

import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowSource;
import java.util.List;

/**
 * Flow logs to be looked through.
 *
 * @param source where they are; listed anew for each look
 * @param contents what an object may hold, asked in this order
 * @param threads how many objects are read at once
 */
public record FlowLogs(FlowSource source, List<FlowContent> contents, int threads) {

    public FlowLogs {
        contents = List.copyOf(contents);
    }
}
