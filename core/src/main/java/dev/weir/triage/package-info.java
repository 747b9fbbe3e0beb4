/**
 * What to do next with each group that does not pass: the buckets, the order in which they are asked, and why a group is in its own.
 *
 * <p>Pure decisions over facts that findings, inventory, traffic and plans hand in. Operations call it, reports show it.
 */
@NullMarked
package dev.weir.triage;

import org.jspecify.annotations.NullMarked;
