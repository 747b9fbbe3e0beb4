/**
 * Changes as a person makes them: AWS CLI commands, shell-quoted, and steps in the AWS console.
 *
 * <p>Uses core only. Called by the renderers and by {@code cli}; runs nothing itself.
 */
@NullMarked
package dev.weir.report.commands;

import org.jspecify.annotations.NullMarked;
