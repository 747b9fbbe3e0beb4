/**
 * What there may be a million of: names and digests held in few bytes, and things that are made when they are asked for and let go
 * afterwards. It knows neither AWS nor flow logs; any room may use it.
 */
@NullMarked
package dev.weir.catalogue;

import org.jspecify.annotations.NullMarked;
