/** Patches of text: edits, and their unified diff, which changes no other byte. It knows no language. */
@NullMarked
package dev.weir.iac.patch;

import org.jspecify.annotations.NullMarked;
