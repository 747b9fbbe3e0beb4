/** The command line: commands, wiring and exit codes. Nothing calls this room. */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
