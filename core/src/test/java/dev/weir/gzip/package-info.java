@NullMarked
package dev.weir.gzip;

import org.jspecify.annotations.NullMarked;
