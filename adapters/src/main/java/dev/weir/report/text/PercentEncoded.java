package dev.weir.report.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as it stands in a URI: its UTF-8, of which all but plain characters is percent-encoded (RFC 3986 section 2.1). */
public final class PercentEncoded {

    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();

    private PercentEncoded() {}

    /** The text, in which letters and digits of ASCII and the characters of {@code others} are plain. */
    public static String of(String text, String others) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean isPlain = character < 128 && Character.isLetterOrDigit(character) || others.indexOf(character) >= 0;
            if (isPlain) {
                encoded.append(character);
            } else {
                encoded.append('%').append(DIGITS.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }
}
