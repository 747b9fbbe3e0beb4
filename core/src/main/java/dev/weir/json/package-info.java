/**
 * JSON, ours and that of others: one tree with places, one streaming reader, one set of limits, the ways it is written.
 *
 * <p>Over Jackson's streaming parser, which no other room sees. Knows no AWS word and uses no other room; every other room may use it.
 */
@NullMarked
package dev.weir.json;

import org.jspecify.annotations.NullMarked;
