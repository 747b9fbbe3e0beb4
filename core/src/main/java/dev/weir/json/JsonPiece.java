package dev.weir.json;

import java.util.List;

/**
 * An object that is written already: what stands in several places is made once, with blanks for what differs.
 *
 * @param bytes as they are placed
 * @param blanks before which of the bytes a blank is, ascending
 */
public record JsonPiece(byte[] bytes, List<Integer> blanks) {}
