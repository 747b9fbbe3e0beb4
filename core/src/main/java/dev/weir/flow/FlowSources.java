package dev.weir.flow;

import dev.weir.catalogue.MadeList;
import dev.weir.catalogue.NumberSort;
import dev.weir.inventory.Problem;
import java.util.ArrayList;
import java.util.List;

/** Several sources as one: what lies on disk beside what lies in a bucket. */
public record FlowSources(List<FlowSource> sources) implements FlowSource {

    public FlowSources {
        sources = List.copyOf(sources);
    }

    @Override
    public Listed list() {
        List<List<FlowObject>> parts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        PassedOver beside = PassedOver.NONE;
        long outside = 0;
        for (FlowSource source : sources) {
            Listed one = source.list();
            parts.add(one.objects());
            problems.addAll(one.problems());
            beside = beside.and(one.beside());
            outside += one.outside();
        }
        return new Listed(byName(MadeList.concatenated(parts)), outside, beside, problems);
    }

    private static List<FlowObject> byName(List<FlowObject> objects) {
        return MadeList.at(
                objects,
                NumberSort.sorted(
                        objects.size(),
                        (one, other) -> objects.get(one)
                                .name()
                                .compareTo(objects.get(other).name())));
    }

    @Override
    public void willBeRead(List<FlowObject> order) {
        sources.forEach(source -> source.willBeRead(order));
    }

    @Override
    public List<String> named() {
        return sources.stream().flatMap(source -> source.named().stream()).toList();
    }
}
