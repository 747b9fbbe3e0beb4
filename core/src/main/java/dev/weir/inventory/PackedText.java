package dev.weir.inventory;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a document is packed that is not unpacked here: told by its first characters, as far as they are any in UTF-8. Gzip, which
 * is read, never comes so far.
 *
 * @param called what it is, with its article
 * @param help what makes it readable
 */
record PackedText(String called, String help) {

    /** What begins so, or holds that at the place where an archive says what it is. */
    private record Mark(String text, int at, PackedText packing) {}

    private static final String WRONG = "\ufffd";
    private static final PackedText TAR = new PackedText("a tar archive", "`tar -xf` it, and name the folder");

    private static final List<Mark> MARKS = List.of(
            new Mark("PK\u0003\u0004", 0, new PackedText("a zip archive", "`unzip` it, and name the folder")),
            new Mark("(" + WRONG + "/" + WRONG, 0, new PackedText("packed by zstd", "`zstd -d` it")),
            new Mark("BZh", 0, new PackedText("packed by bzip2", "`bunzip2` it")),
            new Mark(WRONG + "7zXZ\u0000", 0, new PackedText("packed by xz", "`unxz` it")),
            new Mark("\u0004\"M\u0018", 0, new PackedText("packed by LZ4", "`lz4 -d` it")),
            new Mark("7z" + WRONG, 0, new PackedText("a 7z archive", "`7z x` it, and name the folder")),
            new Mark("ustar", 257, TAR));

    private static final Pattern PACKED_NAME = Pattern.compile("(?i).*\\.(zip|zst|bz2|xz|lz4|7z|tar|tgz|gz|txz|tbz2?)");
    private static final Pattern INVENTORY_NAME =
            Pattern.compile("(?i).*\\.(json|jsonl|ndjson|ya?ml|template|tf|tofu|tfstate)\\.[a-z0-9]+");

    /** How the document that begins so is packed, if it is. */
    static Optional<PackedText> of(String head) {
        return MARKS.stream()
                .filter(mark -> head.startsWith(mark.text, mark.at))
                .map(Mark::packing)
                .findFirst();
    }

    /** What a message says of it. */
    String sentence() {
        return "this file is " + called + ", which weir does not unpack; help: " + help;
    }

    /** Whether this is the name of something packed: a library or a letter may be a zip archive, too. */
    static boolean isNameOfPacked(String name) {
        return PACKED_NAME.matcher(name).matches();
    }

    /** Whether this is the name of what can only be meant as inventory, packed. */
    static boolean isNameOfInventory(String name) {
        return INVENTORY_NAME.matcher(name).matches();
    }
}
