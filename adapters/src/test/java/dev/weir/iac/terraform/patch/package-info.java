@NullMarked
package dev.weir.iac.terraform.patch;

import org.jspecify.annotations.NullMarked;
