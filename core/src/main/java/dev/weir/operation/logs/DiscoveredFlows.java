package dev.weir.operation.logs;

import dev.weir.catalogue.MadeList;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSource;
import dev.weir.inventory.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The objects that the flow logs of an inventory wrote; what others wrote into the same folders is left out.
 *
 * @param there everything at their places
 */
public record DiscoveredFlows(FlowLogPlaces places, FlowSource there) implements FlowSource {

    @Override
    public Listed list() {
        Listed all = there.list();
        Set<String> wanted = places.flowLogs();
        List<FlowObject> objects = MadeList.at(
                all.objects(),
                IntStream.range(0, all.objects().size())
                        .filter(place -> all.objects()
                                .get(place)
                                .key()
                                .flowLog()
                                .map(wanted::contains)
                                .orElse(true))
                        .toArray());
        List<Problem> problems = new ArrayList<>(places.problems());
        problems.addAll(all.problems());
        return new Listed(objects, all.outside() + all.objects().size() - objects.size(), all.beside(), problems);
    }

    @Override
    public void willBeRead(List<FlowObject> order) {
        there.willBeRead(order);
    }

    @Override
    public List<String> named() {
        return there.named();
    }
}
