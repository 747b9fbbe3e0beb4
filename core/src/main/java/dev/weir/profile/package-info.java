/**
 * What was seen: mergeable evidence per interface, day and key, and the traffic profile that is drawn from it once.
 *
 * <p>Uses {@code net}, {@code inventory} and {@code flow}. Flow records come in through a
 * {@link dev.weir.profile.ProfileBuilder}; verdicts exist only in a {@link dev.weir.profile.TrafficProfile}.
 */
@NullMarked
package dev.weir.profile;

import org.jspecify.annotations.NullMarked;
