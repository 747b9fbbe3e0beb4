package dev.weir.flow;

import dev.weir.inventory.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Several sources as one: what lies on disk beside what lies in a bucket. */
public record FlowSources(List<FlowSource> sources) implements FlowSource {

    public FlowSources {
        sources = List.copyOf(sources);
    }

    @Override
    public Listed list() {
        List<FlowObject> objects = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        PassedOver beside = PassedOver.NONE;
        long outside = 0;
        for (FlowSource source : sources) {
            Listed one = source.list();
            objects.addAll(one.objects());
            problems.addAll(one.problems());
            beside = beside.and(one.beside());
            outside += one.outside();
        }
        objects.sort(Comparator.comparing(FlowObject::name));
        return new Listed(objects, outside, beside, problems);
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
