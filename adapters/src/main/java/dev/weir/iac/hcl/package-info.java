/**
 * HCL, HashiCorp's configuration language, as text: a tree in which everything keeps its place, so that a patch can change one
 * argument and no other byte. It knows no resource and no AWS word. {@link dev.weir.iac.hcl.HclReader} is the door.
 */
@NullMarked
package dev.weir.iac.hcl;

import org.jspecify.annotations.NullMarked;
