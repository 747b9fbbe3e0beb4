/**
 * The bytes inside gzip files: members, blocks, prefix codes, checksums; nothing about what the bytes say.
 *
 * <p>Uses no other room. {@code flow} and {@code files} read through {@link dev.weir.gzip.GzipMembers}.
 */
@NullMarked
package dev.weir.gzip;

import org.jspecify.annotations.NullMarked;
