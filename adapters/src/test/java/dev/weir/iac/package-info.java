@NullMarked
package dev.weir.iac;

import org.jspecify.annotations.NullMarked;
