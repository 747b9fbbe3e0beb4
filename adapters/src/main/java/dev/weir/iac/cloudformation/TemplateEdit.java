package dev.weir.iac.cloudformation;

import dev.weir.iac.SourceText;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;

/** Pieces put into a template's text and taken out of it; every other byte stays. */
final class TemplateEdit {

    private final SourceText source;
    private final String text;
    private final String end;

    TemplateEdit(SourceText source) {
        this.source = source;
        this.text = source.text();
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

    /** Where a node's own text ends: a block in YAML reaches over the comments after it, which are not its own. */
    int contentEnd(Node node) {
        int start = node.span().start();
        int stop = node.span().end();
        while (stop > start) {
            while (stop > start && Character.isWhitespace(text.charAt(stop - 1))) {
                stop--;
            }
            int line = source.lineStart(stop);
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
        return with(source.lineEnd(contentEnd(block)), end + lines);
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
            return without(before, place > 0 ? element.span().end() : after);
        }
        int dash = element.span().start() - 1;
        while (dash > 0 && Character.isWhitespace(text.charAt(dash))) {
            dash--;
        }
        return withoutLines(dash, element);
    }

    /** Behind the comma that follows, where one does, and the blanks behind it; comments beside it stay. */
    private int behindComma(Node element) {
        int comma = source.behindBlanks(element.span().end());
        boolean isThere = comma < text.length() && text.charAt(comma) == ',';
        return source.behindBlanks(isThere ? comma + 1 : element.span().end());
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
        int from = source.lineStart(start);
        if (!source.startsLine(start)) {
            throw new CannotPatch(node.origin(), "this stands on one line with something else");
        }
        return without(from, source.nextLine(contentEnd(node)));
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
