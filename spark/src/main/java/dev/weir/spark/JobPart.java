package dev.weir.spark;

import dev.weir.evidence.Evidence;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowObject;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FlowChoice;
import dev.weir.operation.FlowThreads;
import dev.weir.operation.OperationListener;
import dev.weir.parquet.FlowParquet;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** What an executor is told, and does with the objects that it is given. */
final class JobPart implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String[] words;
    private final String[] interfaces;
    private final HadoopSettings settings;

    JobPart(List<String> words, Set<String> interfaces, HadoopSettings settings) {
        this.words = words.toArray(String[]::new);
        this.interfaces = interfaces.toArray(String[]::new);
        this.settings = settings;
    }

    /** Reads the objects one after the other. */
    ReadPart read(List<ClusterObject> share) {
        JobRequest request = JobRequest.of(List.of(words));
        Configuration configuration = settings.configuration();
        List<FlowObject> objects = share.stream()
                .<FlowObject>map(object -> object.reachedBy(configuration))
                .toList();
        FlowThreads reader = new FlowThreads(
                new FlowChoice(request.selection(), Set.of(interfaces)),
                FlowContent.andText(List.of(new FlowParquet()), request.formats()),
                1,
                Checkpoint.NONE);
        return new ReadPart(reader.read(objects, FlowObject::digest, Evidence.empty(), OperationListener.NONE));
    }

    /** The digest of an object, or why there is none. */
    ToldDigest digest(ClusterObject object) {
        try {
            return new ToldDigest(
                    object.name(), object.reachedBy(settings.configuration()).digest(), true);
        } catch (IOException failed) {
            return new ToldDigest(object.name(), HadoopSettings.reason(failed), false);
        }
    }

    /**
     * What an executor found.
     *
     * @param name of the object
     * @param text its digest, or why there is none
     * @param found whether it is the digest
     */
    record ToldDigest(String name, String text, boolean found) implements Serializable {}
}
