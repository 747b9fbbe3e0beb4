/**
 * What is sent over HTTP to whoever wants to know: bytes that others made, to an address that the user named. Called by faces.
 */
@NullMarked
package dev.weir.delivery;

import org.jspecify.annotations.NullMarked;
