/** What evidence promises: the same however records are split, ordered, saved and merged. */
@NullMarked
package dev.weir.evidence;

import org.jspecify.annotations.NullMarked;
