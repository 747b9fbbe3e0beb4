/** Tests of reading many accounts. */
@NullMarked
package dev.weir.organization;

import org.jspecify.annotations.NullMarked;
