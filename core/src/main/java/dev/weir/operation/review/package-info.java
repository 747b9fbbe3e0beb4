/**
 * Plans after they were made: what they leave open is asked of people, and whether they still hold is replayed.
 * Called by faces.
 */
@NullMarked
package dev.weir.operation.review;

import org.jspecify.annotations.NullMarked;
