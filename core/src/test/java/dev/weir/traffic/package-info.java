/** Who began what, on worlds whose truth is known. */
@NullMarked
package dev.weir.traffic;

import org.jspecify.annotations.NullMarked;
