@NullMarked
package dev.weir.iac.cloudformation;

import org.jspecify.annotations.NullMarked;
