@NullMarked
package dev.weir.iac.terraform;

import org.jspecify.annotations.NullMarked;
