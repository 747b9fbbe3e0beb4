package dev.weir.iac.terraform.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies a unified diff as strictly as {@code git apply} does: every line of a hunk must stand where it says. */
final class DiffApplied {

    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@\n");

    private DiffApplied() {}

    static String to(String text, String diff) {
        if (diff.isEmpty()) {
            return text;
        }
        List<String> lines = lines(text);
        List<String> patch = lines(diff);
        List<String> result = new ArrayList<>();
        int at = 0;
        for (int line = 3; line < patch.size(); ) {
            Matcher head = HUNK.matcher(patch.get(line));
            if (!head.matches()) {
                throw new AssertionError("no hunk: " + patch.get(line));
            }
            line++;
            int start = Integer.parseInt(head.group(1)) - (head.group(2).equals("0") ? 0 : 1);
            result.addAll(lines.subList(at, start));
            at = start;
            while (line < patch.size() && !patch.get(line).startsWith("@@")) {
                String one = patch.get(line).substring(1);
                boolean isCut = line + 1 < patch.size() && patch.get(line + 1).startsWith("\\");
                String whole = isCut ? one.substring(0, one.length() - 1) : one;
                if (patch.get(line).charAt(0) != '+') {
                    if (!lines.get(at).equals(whole)) {
                        throw new AssertionError("expected " + whole + ", found " + lines.get(at));
                    }
                    at++;
                }
                if (patch.get(line).charAt(0) != '-') {
                    result.add(whole);
                }
                line += isCut ? 2 : 1;
            }
        }
        result.addAll(lines.subList(at, lines.size()));
        return String.join("", result);
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int newline = text.indexOf('\n', at);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }
}
