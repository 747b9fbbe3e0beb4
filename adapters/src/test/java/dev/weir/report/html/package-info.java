@NullMarked
package dev.weir.report.html;

import org.jspecify.annotations.NullMarked;
