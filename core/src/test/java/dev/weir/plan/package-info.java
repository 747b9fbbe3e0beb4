/** Tests of plans: by hand, from traffic, and their proof. */
@NullMarked
package dev.weir.plan;

import org.jspecify.annotations.NullMarked;
