package dev.weir.iac;

import java.util.SplittableRandom;

/** JSON that says the same and looks otherwise: on one line or on many, indented by anything, with blanks wherever they may be. */
public final class ReformattedJson {

    private final SplittableRandom random;
    private final StringBuilder out = new StringBuilder();
    private final String step;
    private final boolean isOneLine;
    private int depth;

    private ReformattedJson(SplittableRandom random) {
        this.random = random;
        this.step = new String[] {"\t", " ", "  ", "   ", ""}[random.nextInt(5)];
        this.isOneLine = random.nextInt(4) == 0;
    }

    /** One of the ways to write a text. */
    public static String of(String text, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String styled = new ReformattedJson(random).spelt(text) + (random.nextBoolean() ? "\n" : "");
        return random.nextInt(3) == 0 ? styled.replace("\n", "\r\n") : styled;
    }

    private String spelt(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"') {
                int end = at + 1;
                while (text.charAt(end) != '"') {
                    end += text.charAt(end) == '\\' ? 2 : 1;
                }
                out.append(text, at, end + 1);
                at = end;
            } else if (!Character.isWhitespace(character)) {
                sign(character);
            }
        }
        return out.toString();
    }

    private void sign(char sign) {
        switch (sign) {
            case '{', '[' -> {
                depth++;
                out.append(sign);
                gap();
            }
            case '}', ']' -> {
                depth--;
                gap();
                out.append(sign);
            }
            case ',' -> {
                out.append(random.nextInt(10) == 0 ? " ," : ",");
                gap();
            }
            case ':' -> out.append(new String[] {":", ": ", " : ", ":\t"}[random.nextInt(4)]);
            default -> out.append(sign);
        }
    }

    private void gap() {
        boolean isBroken = !isOneLine && random.nextInt(6) > 0;
        out.append(isBroken ? "\n" + step.repeat(depth) : random.nextBoolean() ? " " : "");
    }
}
