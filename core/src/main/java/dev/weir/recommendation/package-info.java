/**
 * What the rules should be, and why: the narrowest rules that permit what was seen, within a quota.
 *
 * <p>Pure: numbers in, rules out. Knows {@code net} and the destinations of {@code inventory}; who saw what, and when, is
 * {@code traffic}; which calls follow is {@code plan}.
 */
@NullMarked
package dev.weir.recommendation;

import org.jspecify.annotations.NullMarked;
