/**
 * The bytes inside gzip files: members, blocks, prefix codes, checksums; nothing about what the bytes say but which
 * characters they are.
 *
 * <p>Uses no other room. {@code flow} and {@code files} read through {@link dev.weir.gzip.GzipMembers}, {@code files} and {@code aws} text
 * through {@link dev.weir.gzip.SavedText}.
 */
@NullMarked
package dev.weir.gzip;

import org.jspecify.annotations.NullMarked;
