/** What the evidence promises, on worlds whose truth is known. */
@NullMarked
package dev.weir.profile;

import org.jspecify.annotations.NullMarked;
