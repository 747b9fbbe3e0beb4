package dev.weir.inventory;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * One kind of inventory document, known by its content: AWS CLI JSON, a weir snapshot.
 *
 * <p>To add a kind, implement this and register it where the command line is wired. Documents come in any order and complete
 * each other, so a format reads all of a run together:
 *
 * <pre>
 *   look at each document     everything but the groups, and which groups there are
 *   surroundings              what judging groups needs and is known only now that all were looked at
 *   groups                    in a stream; once more before that if ids repeat
 *   listings                  how far the groups were read
 * </pre>
 */
public interface InventoryFormat {

    /** How many of the first characters {@link #recognises} looks at. */
    int HEAD = 2048;

    /** Whether a document with this beginning and name may be of this kind; looking at it tells for certain. */
    boolean recognises(String head, String name);

    /** What documents of this kind are, for a message: {@code a weir snapshot}. */
    String called();

    /** Whether each document is an inventory by itself, so that several are a series over time. */
    default boolean standsAlone() {
        return false;
    }

    /**
     * Begins a run.
     *
     * @param ids takes the id of each group that a look finds
     */
    FormatReading begin(GroupIds ids);

    /** Documents of one kind while they are read. */
    interface FormatReading {

        /**
         * Reads all of a document but its groups, which are counted.
         *
         * @param sink for problems, and for what need not wait for other documents
         * @throws IOException if it cannot be read
         */
        Look look(InventoryDocument document, InventorySink sink) throws IOException;

        /** Hears that something in this folder could not be read, so that what its documents list may not be all there is. */
        default void lost(String folder, String reason) {}

        /** Pushes what judging groups needs. */
        default void surroundings(InventorySink sink) {}

        /** Pushes every group. May be asked twice, and says each time the same. */
        void groups(InventorySink sink);

        /** Pushes how far the groups were read; where that is not told of the scope of a group, the reading is in part. */
        default void listings(InventorySink sink) {}
    }

    /**
     * What a look found.
     *
     * @param kind what the document is
     * @param found in words, where it is none of this kind; the problem, where it is broken
     * @param line where
     * @param asOf when its content was true, where it says so itself
     */
    record Look(Kind kind, String found, long line, Optional<Instant> asOf) {

        /** What a document can turn out to be. */
        public enum Kind {
            /** Of this kind; what is wrong with it was told. */
            OURS,
            /** Well-formed, and something else. */
            OTHER,
            /** Not well-formed before it was clear what it is. */
            BROKEN
        }

        public static final Look OURS = new Look(Kind.OURS, "", 1, Optional.empty());

        public static Look asOf(Optional<Instant> asOf) {
            return new Look(Kind.OURS, "", 1, asOf);
        }

        public static Look other(String found) {
            return new Look(Kind.OTHER, found, 1, Optional.empty());
        }

        public static Look broken(String problem, long line) {
            return new Look(Kind.BROKEN, problem, line, Optional.empty());
        }
    }
}
