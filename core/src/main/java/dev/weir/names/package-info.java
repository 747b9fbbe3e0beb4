/**
 * Which names were asked for before an interface connected: Route 53 Resolver's query logs, and the algebra that joins them
 * with observed traffic.
 *
 * <p>Uses {@code traffic}. {@link dev.weir.names.QueryLog} reads objects, {@link dev.weir.names.Names} answers; what is shown
 * of it are {@link dev.weir.names.NamedDestinations}.
 */
@NullMarked
package dev.weir.names;

import org.jspecify.annotations.NullMarked;
