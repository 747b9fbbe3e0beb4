@NullMarked
package dev.weir.parquet;

import org.jspecify.annotations.NullMarked;
