/**
 * What a flow log says: its format, its records, and the objects that hold them; no verdicts.
 *
 * <p>Uses {@code net}, {@code catalogue} and {@code inventory}. Readers (files, Parquet, later S3) push records into a
 * {@link dev.weir.flow.FlowSink}; {@code evidence} has one.
 *
 * <pre>
 * where records come from  FlowSource FlowSources FlowObject FlowSelection LogKind FlowPass ObjectPass Pauses FlowReading
 *                          KeptReadings FlowHelpers SharedParts
 * what an object is        OpenedObject FlowKey OtherKey Packing PeekedStream FlowContent Claim PassedOver
 * one record               FlowRecord FlowField FlowAction FlowDirection LogStatus TokenTable FlowSink SelectedRecords
 *                          MalformedLine
 * lines of text            FlowText FlowLogFormat FlowLogParser LineProgram PlainLine FieldText EightBytes Ipv4Text Ipv6Text
 *                          InterfaceTexts
 * rows and members         FlowRows FlowColumns LooseText FlowCsv CsvRecords FlowGroups FlowJson AthenaRows CliOutput OcsfField
 * columns                  FlowBatch FlowCells InterfaceVersions
 * </pre>
 */
@NullMarked
package dev.weir.flow;

import org.jspecify.annotations.NullMarked;
