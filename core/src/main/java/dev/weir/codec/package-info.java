/**
 * How weir's own files are written and read back: canonical, versioned, the same value always the same bytes.
 *
 * <p>May use every other room of core; callers bring the streams.
 */
@NullMarked
package dev.weir.codec;

import org.jspecify.annotations.NullMarked;
