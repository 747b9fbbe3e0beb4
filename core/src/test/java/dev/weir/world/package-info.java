/**
 * Made-up worlds whose truth is known: hosts, groups and connections as packets, aggregated into flow logs as AWS does.
 *
 * <p>For the tests of every module. Shares no code with {@code evidence} and {@code traffic}, whose judge it is.
 */
@NullMarked
package dev.weir.world;

import org.jspecify.annotations.NullMarked;
