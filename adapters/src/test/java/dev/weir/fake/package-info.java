/** EC2's security groups as AWS documents them, over HTTP: what no other peer does, it does, and it fails on demand. */
@NullMarked
package dev.weir.fake;

import org.jspecify.annotations.NullMarked;
