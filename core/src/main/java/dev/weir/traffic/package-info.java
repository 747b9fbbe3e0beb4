/**
 * Who began what was observed, whose it is and how sure that is: a {@link dev.weir.traffic.TrafficProfile}, drawn once from
 * evidence and an inventory.
 *
 * <p>Uses {@code evidence}, {@code inventory} and, for what uses the rules of a finding, {@code finding}.
 *
 * <pre>
 * asked                    TrafficProfile ProfileSettings GroupTraffic GroupRows Conversation Peer Observation Observations
 *                          TrafficPoint
 * who began it             Orientation Resolver Ends Initiation Confidence LocalPorts TeamPorts Callers AnsweringPorts
 *                          AddressPorts Verdicts ObservedVerdicts ConnectionCounts
 * whose it is              InventoryHistory Interfaces InterfaceLocation CommonAddresses AddressList Places PlaceConnections
 * how well it was watched  ObservationPeriod InterfaceCoverage Unusable
 * </pre>
 */
@NullMarked
package dev.weir.traffic;

import org.jspecify.annotations.NullMarked;
