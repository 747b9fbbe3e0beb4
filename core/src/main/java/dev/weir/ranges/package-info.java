/**
 * Living ranges: addresses that somebody publishes, or an organisation has, and the customer-managed prefix lists that are kept at
 * them. A list grows at once and shrinks after a grace time.
 *
 * <p>Uses every room above it; AWS answers through {@code PrefixListGateway}, and {@code operation} runs it.
 */
@NullMarked
package dev.weir.ranges;

import org.jspecify.annotations.NullMarked;
