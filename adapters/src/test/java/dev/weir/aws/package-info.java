@NullMarked
package dev.weir.aws;

import org.jspecify.annotations.NullMarked;
