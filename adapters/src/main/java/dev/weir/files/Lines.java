package dev.weir.files;

import dev.weir.inventory.Origin;

/**
 * A file, or a part of one that is parsed by itself.
 *
 * @param file the file
 * @param before how many lines stand before the part
 */
record Lines(SourceFile file, long before) {

    static Lines of(SourceFile file) {
        return new Lines(file, 0);
    }

    /** The place at this line of the part, from 1. */
    Origin origin(long line) {
        return file.origin(before + line);
    }
}
