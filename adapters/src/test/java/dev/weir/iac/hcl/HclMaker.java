package dev.weir.iac.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes HCL by seed: the same meaning with odd formatting and plainly, and mutations that may not be HCL any more. */
public final class HclMaker {

    private final long seed;
    private SplittableRandom random = new SplittableRandom(0);
    private SplittableRandom style = new SplittableRandom(0);
    private boolean isOdd;

    /** A maker whose texts depend on the seed only. */
    public HclMaker(long seed) {
        this.seed = seed;
    }

    /** A file in odd format: comments, tabs, empty lines, at times CRLF and a byte-order mark. */
    public String file() {
        return text(true);
    }

    /** The same, formatted plainly. */
    public String plainly() {
        return text(false);
    }

    private String text(boolean odd) {
        random = new SplittableRandom(seed);
        style = new SplittableRandom(-seed);
        isOdd = odd;
        StringBuilder text = new StringBuilder();
        body(text, 3);
        boolean isDos = odd && seed % 3 == 0;
        String whole = isDos ? text.toString().replace("\n", "\r\n") : text.toString();
        return odd && seed % 5 == 0 ? "\uFEFF" + whole : whole;
    }

    private void body(StringBuilder text, int depth) {
        int lines = 1 + random.nextInt(5);
        for (int line = 0; line < lines; line++) {
            text.append(lineSpace());
            if (depth > 0 && random.nextInt(3) == 0) {
                text.append(name()).append(space());
                for (int label = random.nextInt(3); label > 0; label--) {
                    text.append(random.nextBoolean() ? "\"" + name() + "\"" : name())
                            .append(space());
                }
                text.append("{").append(lineEnd());
                body(text, depth - 1);
                text.append(lineSpace()).append("}").append(lineEnd());
            } else if (random.nextInt(8) == 0) {
                text.append(name()).append(line).append(space()).append("=").append(space());
                heredoc(text);
            } else {
                text.append(name()).append(line).append(space()).append("=").append(space());
                text.append(expression(3, false)).append(lineEnd());
            }
        }
    }

    private void heredoc(StringBuilder text) {
        text.append(random.nextBoolean() ? "<<EOT\n" : "<<-EOT\n");
        for (int line = random.nextInt(4); line > 0; line--) {
            text.append("   ".repeat(random.nextInt(3)))
                    .append(pick("egress {", "# no comment", "$${x} \"quoted\"", "}", "a ${" + name() + "} b", "\\n"))
                    .append("\n");
        }
        text.append("EOT\n");
    }

    /** An expression; in parentheses and brackets line ends may stand anywhere. */
    private String expression(int depth, boolean mayBreak) {
        String gap = mayBreak ? breakingSpace() : space();
        if (depth == 0) {
            return pick(
                    "1", "true", "null", "\"text\"", "var." + name(), "\"a-${" + name() + "}\"", "0.5", "\"}\\\"{\"");
        }
        int next = depth - 1;
        return switch (random.nextInt(12)) {
            case 0 -> "[" + commas(next) + "]";
            case 1 -> "{" + fields(next) + "}";
            case 2 -> name() + "(" + commas(next) + ")";
            case 3 -> "(" + expression(next, true) + breakingSpace() + ")";
            case 4 -> "(" + expression(next, true) + " +" + breakingSpace() + expression(next, true) + ")";
            case 5 ->
                "(" + expression(next, true) + " ?" + breakingSpace() + expression(next, true) + " :" + " "
                        + expression(next, true) + ")";
            case 6 -> name() + "." + name() + "[" + expression(0, true) + "]";
            case 7 ->
                "[for" + " k, v in" + " " + expression(0, true) + " :" + breakingSpace() + "v if k" + " != " + "\"\"]";
            case 8 -> "\"" + "x${" + expression(0, true) + "}y$${z}" + "\"";
            case 9 -> name() + "[*]." + name();
            case 10 -> "!" + expression(0, mayBreak) + gap + "&&" + space() + expression(0, mayBreak);
            default -> expression(0, mayBreak);
        };
    }

    private String commas(int depth) {
        List<String> elements = new ArrayList<>();
        for (int element = random.nextInt(4); element > 0; element--) {
            elements.add(breakingSpace() + expression(depth, true));
        }
        String trailing = elements.isEmpty() ? "" : breakingSpace() + (isOdd && style.nextBoolean() ? "," : "");
        return String.join(",", elements) + trailing;
    }

    private String fields(int depth) {
        StringBuilder fields = new StringBuilder();
        for (int field = random.nextInt(4); field > 0; field--) {
            fields.append(breakingSpace())
                    .append(pick(name(), "\"" + name() + "\"", "(var." + name() + ")"))
                    .append(space())
                    .append(isOdd && style.nextBoolean() ? ":" : "=")
                    .append(space())
                    .append(expression(depth, false))
                    .append(isOdd && style.nextBoolean() ? lineEnd() : ",");
        }
        return fields.toString();
    }

    private String name() {
        return pick("egress", "name", "a-b", "_x", "cidr_blocks", "été");
    }

    private String space() {
        return isOdd ? styled(" ", "  ", "\t", " /* { \" */ ") : " ";
    }

    private String breakingSpace() {
        return isOdd ? styled(" ", "\n", "\n\n\t", " # } ]\n  ", "// \"\n", "") : " ";
    }

    private String lineSpace() {
        return isOdd ? styled("", "  ", "\t", "\n", "  # } {\n", "/* a\n b */") : "  ";
    }

    private String lineEnd() {
        return isOdd ? styled("\n", "  \n", " # \"${\n", "\n\n", " // <<EOT\n") : "\n";
    }

    private String styled(String... forms) {
        return forms[style.nextInt(forms.length)];
    }

    private String pick(String... forms) {
        return forms[random.nextInt(forms.length)];
    }
}
