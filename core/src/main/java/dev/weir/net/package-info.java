/**
 * The algebra: addresses, prefixes, ports, protocols and sets of them, exact and immutable.
 *
 * <p>Knows no AWS word and uses no other room; every other room may use it.
 */
@NullMarked
package dev.weir.net;

import org.jspecify.annotations.NullMarked;
