package dev.weir.spark;

import dev.weir.evidence.Evidence;
import dev.weir.files.FlowFiles;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FlowChoice;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.FlowReadings;
import dev.weir.operation.FlowThreads;
import dev.weir.operation.OperationListener;
import dev.weir.parquet.FlowParquet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What {@code weir observe} learns without Spark. */
final class OneProcess {

    private OneProcess() {}

    static FlowEvidence.FlowsRead read(Path folder) {
        return read(new FlowFiles(List.of(folder), FlowSelection.ALL), new FlowChoice(FlowSelection.ALL, Set.of()));
    }

    static FlowEvidence.FlowsRead read(FlowSource flows, FlowChoice choice, FlowLogFormat... formats) {
        List<FlowContent> contents = FlowContent.andText(List.of(new FlowParquet()), List.of(formats));
        return new FlowReadings(choice, new FlowThreads(choice, contents, 2, Checkpoint.NONE))
                .of(flows, Evidence.empty(), OperationListener.NONE);
    }
}
