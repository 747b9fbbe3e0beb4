package dev.weir.inventory;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Which security group ids occur more than once, in 8 bytes per id.
 *
 * <p>Ids are kept as 64-bit hashes in the order they come, which costs nothing; when it is asked which repeat, they are dealt out
 * by their first bits, a dozen to a bucket, and each bucket is sorted. A table of them all would be missed by the caches of the
 * processor at every id. Two ids with one hash merely look repeated: a repeat is always looked at again by the id itself, so a
 * collision costs time and never an answer.
 */
public final class GroupIds {

    private static final int PER_BUCKET = 16;
    private static final int MOST_BITS = 20;

    private long[] hashes = new long[1024];
    private int count;
    private long[] repeated = {};
    private int settled;

    public void add(String id) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
        }
        hashes[count++] = hash(id);
    }

    /** Whether any was added twice. */
    public boolean hasRepeats() {
        settle();
        return repeated.length > 0;
    }

    /** Whether this id, or one with its hash, was added twice. */
    public boolean isRepeated(String id) {
        settle();
        return repeated.length > 0 && Arrays.binarySearch(repeated, hash(id)) >= 0;
    }

    private void settle() {
        if (settled == count) {
            return;
        }
        settled = count;
        int bits = Math.min(MOST_BITS, 32 - Integer.numberOfLeadingZeros(count / PER_BUCKET));
        int[] ends = new int[(1 << bits) + 1];
        for (int i = 0; i < count; i++) {
            ends[bucket(hashes[i], bits) + 1]++;
        }
        for (int bucket = 1; bucket < ends.length; bucket++) {
            ends[bucket] += ends[bucket - 1];
        }
        long[] dealt = new long[count];
        for (int i = 0; i < count; i++) {
            dealt[ends[bucket(hashes[i], bits)]++] = hashes[i]; // where a bucket begins becomes where it ends
        }
        LongStream.Builder repeats = LongStream.builder();
        int from = 0;
        for (int bucket = 0; bucket < ends.length - 1; bucket++) {
            Arrays.sort(dealt, from, ends[bucket]);
            for (int i = from + 1; i < ends[bucket]; i++) {
                if (dealt[i] == dealt[i - 1] && (i - 2 < from || dealt[i - 2] != dealt[i])) {
                    repeats.add(dealt[i]);
                }
            }
            from = ends[bucket];
        }
        repeated = repeats.build().sorted().toArray();
    }

    private static int bucket(long hash, int bits) {
        return (int) (hash >>> 32) >>> 1 >>> 31 - bits;
    }

    /** FNV-1a over the characters, mixed once more because buckets look at the first bits. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        long mixed = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
        return mixed ^ mixed >>> 29;
    }
}
