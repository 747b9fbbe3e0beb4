package dev.weir.json;

/** Text of others, made fit for a message: in backticks, short, without control characters. */
public final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("`");
        int shown = 0;
        for (int at = 0; at < text.length() && shown < LONGEST; shown++) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            int type = Character.getType(character);
            boolean plain = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR
                    && character != '`';
            if (plain) {
                quoted.appendCodePoint(character);
            } else {
                quoted.append("\\u%04x".formatted(character));
            }
        }
        if (text.length() > LONGEST) {
            quoted.append('…');
        }
        return quoted.append('`').toString();
    }
}
