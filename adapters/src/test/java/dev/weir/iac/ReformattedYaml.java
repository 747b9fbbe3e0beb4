package dev.weir.iac;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** YAML that says the same and looks otherwise: indented deeper, with comments and blank lines, other line ends and quotes. */
public final class ReformattedYaml {

    private static final Pattern BLOCK = Pattern.compile("^( *).*[:-] (?:! *\\w+ )?[|>][+-]?$");
    private static final Pattern PLAIN = Pattern.compile("^( *(?:- +)?)(\\w+)(: +)([\\w./-]+)$");

    private final SplittableRandom random;
    private final int depth;
    private final StringBuilder out = new StringBuilder();
    private int block = -1;
    private int comments;

    private ReformattedYaml(SplittableRandom random) {
        this.random = random;
        this.depth = 1 + random.nextInt(3);
    }

    /** One of the ways to write a text. */
    public static String of(String text, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean isCut = !text.endsWith("\n") || random.nextInt(5) == 0;
        ReformattedYaml written = new ReformattedYaml(random);
        List<String> lines = text.replace("\r", "").lines().toList();
        lines.forEach(written::line);
        String styled = written.out.toString();
        String cut = isCut ? styled.stripTrailing() : styled;
        return random.nextInt(3) == 0 ? cut.replace("\n", "\r\n") : cut;
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private void line(String line) {
        int indent = line.length() - line.stripLeading().length();
        if (line.isBlank() || line.startsWith("%") || line.startsWith("---") || line.startsWith("...")) {
            out.append(line).append('\n');
            return;
        }
        String deeper = " ".repeat(indent * depth) + elements(line, indent);
        if (block >= 0 && indent > block) {
            out.append(deeper).append('\n');
            return;
        }
        block = -1;
        Matcher scalar = BLOCK.matcher(line);
        if (scalar.matches()) {
            block = scalar.group(1).length();
            out.append(deeper).append('\n');
            return;
        }
        above(indent);
        out.append(quoted(deeper)).append(behind()).append('\n');
    }

    /** What follows a dash stands as much deeper as the lines below it. */
    private String elements(String line, int from) {
        int content = from + 1;
        while (content < line.length() && line.charAt(content) == ' ') {
            content++;
        }
        return line.startsWith("- ", from)
                ? "-" + " ".repeat((content - from) * depth - 1) + elements(line, content)
                : line.substring(from);
    }

    private void above(int indent) {
        if (oneIn(10)) {
            out.append(oneIn(3) ? "\n" : " ".repeat(indent * depth) + "# keep " + comments++ + ": - {x: [\n");
        }
    }

    private String behind() {
        return oneIn(10) ? "   # keep " + comments++ + ": }" : oneIn(10) ? "  " : "";
    }

    /** A plain value in quotes, which CloudFormation takes for the same. */
    private String quoted(String line) {
        Matcher plain = PLAIN.matcher(line);
        if (!plain.matches() || !oneIn(4)) {
            return line;
        }
        String quote = oneIn(2) ? "'" : "\"";
        String key = oneIn(3) ? quote + plain.group(2) + quote : plain.group(2);
        return plain.group(1) + key + plain.group(3) + quote + plain.group(4) + quote;
    }
}
