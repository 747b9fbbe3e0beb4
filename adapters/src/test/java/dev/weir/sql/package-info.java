/** The statement of a day on real engines. */
@NullMarked
package dev.weir.sql;

import org.jspecify.annotations.NullMarked;
