/** Tests about the whole house, not about one room. */
@NullMarked
package dev.weir;

import org.jspecify.annotations.NullMarked;
