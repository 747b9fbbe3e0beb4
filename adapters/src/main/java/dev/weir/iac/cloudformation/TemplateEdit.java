package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;

/** Pieces put into a template's text and taken out of it; every other byte stays. */
final class TemplateEdit {

    private final String text;
    private final String end;

    TemplateEdit(TemplateText text) {
        this.text = text.text();
        this.end = this.text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** How lines end here. */
    String end() {
        return end;
    }

    /** Whether the list or object stands in brackets. */
    boolean isFlow(Node node) {
        int start = node.span().start();
        return start < text.length() && "[{".indexOf(text.charAt(start)) >= 0;
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', Math.max(0, offset) - 1) + 1;
    }

    /** Where the line's content ends, before its line end. */
    private int lineEnd(int offset) {
        int newLine = text.indexOf('\n', offset);
        int stop = newLine < 0 ? text.length() : newLine;
        return stop > 0 && stop > offset && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
    }

    /** The white space before a place in its line, where nothing else is. */
    String indent(int offset) {
        int start = lineStart(offset);
        int stop = start;
        while (stop < text.length() && (text.charAt(stop) == ' ' || text.charAt(stop) == '\t')) {
            stop++;
        }
        return text.substring(start, stop);
    }

    /** Where a node's own text ends: a block in YAML reaches over the comments after it, which are not its own. */
    int contentEnd(Node node) {
        int start = node.span().start();
        int stop = node.span().end();
        while (stop > start) {
            while (stop > start && Character.isWhitespace(text.charAt(stop - 1))) {
                stop--;
            }
            int line = lineStart(stop);
            if (line <= start || !text.substring(line, stop).stripLeading().startsWith("#")) {
                break;
            }
            stop = line;
        }
        return stop;
    }

    /** The text with a piece put in. */
    String with(int offset, String piece) {
        return text.substring(0, offset) + piece + text.substring(offset);
    }

    private String without(int from, int to) {
        return text.substring(0, from) + text.substring(to);
    }

    /** The text with lines put in after the line in which a block ends. */
    String withLinesAfter(Node block, String lines) {
        return with(lineEnd(contentEnd(block)), end + lines);
    }

    /**
     * The text without an element of a list.
     *
     * @throws CannotPatch if it does not stand on lines of its own
     */
    String without(Items list, int place) throws CannotPatch {
        Node element = list.nodes().get(place);
        if (isFlow(list)) {
            int before = place > 0
                    ? list.nodes().get(place - 1).span().end()
                    : element.span().start();
            boolean isLast = place == list.nodes().size() - 1;
            int after = isLast
                    ? element.span().end()
                    : list.nodes().get(place + 1).span().start();
            if (text.substring(before, element.span().start()).contains("#")
                    || place == 0 && text.substring(element.span().end(), after).contains("#")) {
                return without(element.span().start(), behindComma(element));
            }
            return without(
                    place > 0
                            ? list.nodes().get(place - 1).span().end()
                            : element.span().start(),
                    place > 0 || list.nodes().size() == 1
                            ? element.span().end()
                            : list.nodes().get(1).span().start());
        }
        int dash = element.span().start() - 1;
        while (dash > 0 && Character.isWhitespace(text.charAt(dash))) {
            dash--;
        }
        return withoutLines(dash, element);
    }

    /** Behind the comma that follows, where one does, and the blanks behind it; comments beside it stay. */
    private int behindComma(Node element) {
        int comma = behindBlanks(element.span().end());
        boolean isThere = comma < text.length() && text.charAt(comma) == ',';
        return behindBlanks(isThere ? comma + 1 : element.span().end());
    }

    private int behindBlanks(int offset) {
        int behind = offset;
        while (behind < text.length() && " \t".indexOf(text.charAt(behind)) >= 0) {
            behind++;
        }
        return behind;
    }

    /** Where the dash of a block's element stands. */
    int dash(Node element) {
        int dash = element.span().start() - 1;
        while (dash > 0 && text.charAt(dash) != '-') {
            dash--;
        }
        return dash;
    }

    private String withoutLines(int start, Node node) throws CannotPatch {
        int from = lineStart(start);
        if (!text.substring(from, start).isBlank()) {
            throw new CannotPatch(node.origin(), "this stands on one line with something else");
        }
        int to = text.indexOf('\n', contentEnd(node));
        return without(from, to < 0 ? text.length() : to + 1);
    }

    /**
     * The text without a member of an object.
     *
     * @throws CannotPatch if it does not stand on lines of its own
     */
    String without(Node.Fields object, String key) throws CannotPatch {
        Member member = object.members().get(key);
        if (member == null) {
            return text;
        }
        if (!isFlow(object)) {
            return withoutLines(member.start(), member.value());
        }
        Member before = null;
        Member after = null;
        for (Member one : object.members().values()) {
            if (one.start() < member.start()) {
                before = one;
            } else if (one.start() > member.start() && after == null) {
                after = one;
            }
        }
        int from = before == null ? member.start() : before.value().span().end();
        int to = before != null || after == null ? member.value().span().end() : after.start();
        return without(from, to);
    }
}
