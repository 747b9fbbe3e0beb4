/** Trino's protocol, against a coordinator that does as it is told. */
@NullMarked
package dev.weir.trino;

import org.jspecify.annotations.NullMarked;
