/** What operations promise, without a terminal. */
@NullMarked
package dev.weir.operation;

import org.jspecify.annotations.NullMarked;
