package dev.weir.files;

import java.nio.charset.StandardCharsets;

/** The escapes in a JSON string; one that is no escape stands for its last character. */
final class Escapes {

    private Escapes() {}

    /** The bytes of the string that these bytes of JSON spell. */
    static byte[] undone(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\' || i + 1 >= text.length()) {
                plain.append(character);
                continue;
            }
            char kind = text.charAt(++i);
            if (kind == 'u' && i + 4 < text.length() && isHex(text, i + 1)) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(
                        switch (kind) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            default -> kind;
                        });
            }
        }
        return plain.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
