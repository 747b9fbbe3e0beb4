/** What is to be expected of days that were not seen, held against days that were drawn. */
@NullMarked
package dev.weir.backtest;

import org.jspecify.annotations.NullMarked;
