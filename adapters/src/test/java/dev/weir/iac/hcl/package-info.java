/** Tests of reading HCL, with Terraform itself as the second reader. */
@NullMarked
package dev.weir.iac.hcl;

import org.jspecify.annotations.NullMarked;
