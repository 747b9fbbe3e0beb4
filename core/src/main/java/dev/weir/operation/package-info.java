/**
 * What weir does, without a terminal: a request in, a result out, a listener for how it goes.
 *
 * <p>Uses every room of core, and alone knows findings, traffic and plans together. Ports are the interfaces here; adapters
 * implement them, and faces (the command line, a server) call operations and show their results.
 */
@NullMarked
package dev.weir.operation;

import org.jspecify.annotations.NullMarked;
