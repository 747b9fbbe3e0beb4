/** The optimiser against brute force on universes small enough to enumerate. */
@NullMarked
package dev.weir.recommendation;

import org.jspecify.annotations.NullMarked;
