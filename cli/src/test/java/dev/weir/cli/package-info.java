/** The command line as a whole: what is typed, what is printed, and the exit code. */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
