/** Support for the tests of every module, shared through the test jar of core. Never part of the product. */
@NullMarked
package dev.weir.testing;

import org.jspecify.annotations.NullMarked;
