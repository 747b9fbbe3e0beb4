/**
 * What flow records said, as counts that merge in any order: per interface, day and key, and no verdict.
 *
 * <p>Uses {@code flow}. Records come in through a {@link dev.weir.evidence.ProfileBuilder}; what they mean is for
 * {@code traffic} to say.
 *
 * <pre>
 * records in                ProfileBuilder SlowRecords InterfaceDays RecentInterfaces ServiceSide ServicePorts
 * what no rule can come of  NeededFields UnusableRecords Loss Losses
 * counts                    Evidence EntryTable PortSets Lanes SourceDay ObservedInput TableDay ObservedInputs
 * on their way to an entry  WaitingKeys WaitingRecords WaitingEntries Filing
 * in order                  EvidenceOrder EntryRuns DayFacts OppositePorts
 * as numbers                EvidenceWriter EvidenceOutput EvidenceReader EvidenceInput
 * </pre>
 */
@NullMarked
package dev.weir.evidence;

import org.jspecify.annotations.NullMarked;
