/** Benchmarks, run by hand; part of no distribution. */
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
