package dev.weir.report.commands;

/** Words of a POSIX shell. */
public final class Shell {

    private Shell() {}

    /**
     * The text as one word that no POSIX shell reads anything into: bare where every character is plain, else in single
     * quotes.
     *
     * <p>Inside single quotes a shell knows no special character but the single quote itself, which is written
     * {@code '\''}. A null character cannot be in a word and is left out.
     */
    public static String quoted(String text) {
        if (isPlain(text)) {
            return text;
        }
        return "'" + text.replace("\0", "").replace("'", "'\\''") + "'";
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean plain = character >= 'a' && character <= 'z'
                    || character >= 'A' && character <= 'Z'
                    || character >= '0' && character <= '9'
                    || character == '-'
                    || character == '_'
                    || character == '.'
                    || character == '/'
                    || character == ':'
                    || character == ',';
            if (!plain) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
