/**
 * What weir does, without a terminal: a request in, a result out, a listener for how it goes.
 *
 * <p>Uses every room of core, and alone knows findings, traffic and plans together. Ports are the interfaces here; adapters
 * implement them, and faces (the command line, a server) call operations and show their results.
 *
 * <pre>
 * what weir does               ScanOperation SnapshotOperation ObserveOperation PlanOperation TriageOperation ApplyOperation
 *                              ResumeOperation VerifyOperation ExplainOperation DiffOperation
 * whom they tell and ask       OperationListener ChangeListener ApplyListener FailureException
 * what they need of the world  ChangePorts JournalStore ProfileStore SnapshotStore
 * inventories on their way     ListenedSink GroupQueue Neighbourhood GroupName Similar
 * flow logs on their way       FlowLogs FlowEvidence FlowReadings FlowChoice QueryLogs KnownInputs DoubleCount FlowReaders FlowThreads FlowDigests
 *                              Digests FlowCluster ReadingAccount Checkpoint Histories Beside
 * traffic beside findings      TrafficBeside FindingTraffic Uses SeenTraffic
 * a change                     ChangeRun AttemptedPlan EndedChange Watching Watch
 * a comparison                 DiffSide InventorySide PlanSide Difference
 * </pre>
 */
@NullMarked
package dev.weir.operation;

import org.jspecify.annotations.NullMarked;
