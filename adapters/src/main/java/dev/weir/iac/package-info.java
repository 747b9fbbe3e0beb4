/**
 * Security groups as code declares them. A source turns its text into {@link dev.weir.iac.Resource}s of {@link
 * dev.weir.iac.Value}s, tells which of them are groups, rules and prefix lists, and hands them to {@link
 * dev.weir.iac.Declarations}, the one translator to the inventory. Each kind of source has a package below.
 */
@NullMarked
package dev.weir.iac;

import org.jspecify.annotations.NullMarked;
