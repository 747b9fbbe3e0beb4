/**
 * What flow records said, as counts that merge in any order: per interface, day and key, and no verdict.
 *
 * <p>Uses {@code flow}. Records come in through a {@link dev.weir.evidence.ProfileBuilder}; what they mean is for
 * {@code traffic} to say.
 */
@NullMarked
package dev.weir.evidence;

import org.jspecify.annotations.NullMarked;
