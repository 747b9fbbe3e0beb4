/**
 * The live account, through the AWS SDK: what the inventory's ports ask for, answered by EC2's own calls.
 *
 * <p>SDK types never leave this room; only {@code cli} calls it, and no class of it loads for an offline command.
 */
@NullMarked
package dev.weir.aws;

import org.jspecify.annotations.NullMarked;
