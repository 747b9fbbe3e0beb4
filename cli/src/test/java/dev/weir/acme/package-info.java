/**
 * Acme, the made-up organisation of {@code examples/acme}: generators of its inventory and its flow logs.
 *
 * <p>Test scope only. The files are checked in; a test holds them to what the generators write.
 */
@NullMarked
package dev.weir.acme;

import org.jspecify.annotations.NullMarked;
