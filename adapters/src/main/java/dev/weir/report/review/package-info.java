/**
 * What plans leave open, as a sheet for people to fill in and as text; whether a plan still holds, as text.
 */
@NullMarked
package dev.weir.report.review;

import org.jspecify.annotations.NullMarked;
