@NullMarked
package dev.weir.names;

import org.jspecify.annotations.NullMarked;
