/**
 * Who began what was observed, whose it is and how sure that is: a {@link dev.weir.traffic.TrafficProfile}, drawn once from
 * evidence and an inventory.
 *
 * <p>Uses {@code evidence}, {@code inventory} and, for what uses the rules of a finding, {@code finding}.
 */
@NullMarked
package dev.weir.traffic;

import org.jspecify.annotations.NullMarked;
