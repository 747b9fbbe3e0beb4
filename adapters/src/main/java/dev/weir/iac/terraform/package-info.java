/** Terraform and OpenTofu: plans, states and configuration, into {@link dev.weir.iac.Declarations}. */
@NullMarked
package dev.weir.iac.terraform;

import org.jspecify.annotations.NullMarked;
