package dev.weir.flow;

import dev.weir.catalogue.MadeList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** What came of reading each of some objects: a number where there is nothing else to say, for there may be a million. */
final class KeptReadings {

    private final List<FlowObject> objects;
    private final AtomicLongArray records;
    private final Map<Integer, FlowReading> telling = new ConcurrentHashMap<>();

    KeptReadings(List<FlowObject> objects) {
        this.objects = objects;
        records = new AtomicLongArray(objects.size());
    }

    /** Keeps what came of the object at this place; from any thread. */
    void keep(int place, FlowReading reading) {
        if (reading.equals(plain(reading.object(), reading.records()))) {
            records.set(place, reading.records());
        } else {
            telling.put(place, reading);
        }
    }

    private static FlowReading plain(String object, long records) {
        return new FlowReading(object, records, 0, List.of(), Optional.empty(), Optional.empty());
    }

    /** One for each object, in their order, once all are kept. */
    List<FlowReading> all() {
        return new MadeList<>(objects.size(), place -> {
            FlowReading said = telling.get(place);
            return said == null ? plain(objects.get(place).name(), records.get(place)) : said;
        });
    }
}
