@NullMarked
package dev.weir.triage;

import org.jspecify.annotations.NullMarked;
