/** Days of tables, without an engine. */
@NullMarked
package dev.weir.sql;

import org.jspecify.annotations.NullMarked;
