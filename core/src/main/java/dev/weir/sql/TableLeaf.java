package dev.weir.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A value of a row: a column, or what lies in a column of structures, such as {@code src_endpoint.ip} of an OCSF event.
 *
 * @param path the names on the way to it, the column's first
 * @param type as the engine has it, of Glue ({@code struct<ip:string>}) or of Trino ({@code row(ip varchar)})
 */
record TableLeaf(List<String> path, String type) {

    TableLeaf {
        path = List.copyOf(path);
    }

    /** All values of these columns. */
    static List<TableLeaf> of(List<TableColumn> columns) {
        List<TableLeaf> leaves = new ArrayList<>();
        columns.forEach(column -> add(new TableLeaf(List.of(column.name()), column.type()), leaves));
        return leaves;
    }

    private static void add(TableLeaf leaf, List<TableLeaf> leaves) {
        List<TableLeaf> members = leaf.members();
        if (members.isEmpty()) {
            leaves.add(leaf);
        }
        members.forEach(member -> add(member, leaves));
    }

    private List<TableLeaf> members() {
        String plain = type.strip();
        String lower = plain.toLowerCase(Locale.ROOT);
        boolean ofGlue = lower.startsWith("struct<") && lower.endsWith(">");
        if (!ofGlue && !(lower.startsWith("row(") && lower.endsWith(")"))) {
            return List.of();
        }
        List<TableLeaf> members = new ArrayList<>();
        for (String member : parts(plain.substring(plain.indexOf(ofGlue ? '<' : '(') + 1, plain.length() - 1))) {
            int end = member.indexOf(ofGlue ? ':' : ' ');
            if (end > 0) {
                List<String> within = new ArrayList<>(path);
                within.add(member.substring(0, end).replace("\"", ""));
                members.add(new TableLeaf(within, member.substring(end + 1)));
            }
        }
        return members;
    }

    /** What commas part that stand in no brackets. */
    private static List<String> parts(String members) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int at = 0; at < members.length(); at++) {
            char letter = members.charAt(at);
            depth += "<(".indexOf(letter) >= 0 ? 1 : ">)".indexOf(letter) >= 0 ? -1 : 0;
            if (letter == ',' && depth == 0) {
                parts.add(members.substring(begin, at).strip());
                begin = at + 1;
            }
        }
        parts.add(members.substring(begin).strip());
        return parts;
    }

    /** With dots, as OCSF writes it. */
    String dotted() {
        return String.join(".", path);
    }

    TableColumn.Kind kind() {
        String of = isList() ? type.strip().replaceAll("(?i)^array[<(](.*)[>)]$", "$1") : type;
        return new TableColumn("", of).kind();
    }

    /** Whether it has several values, of which the first counts. */
    private boolean isList() {
        return type.strip().toLowerCase(Locale.ROOT).startsWith("array");
    }

    /** As it stands in a statement. */
    String quoted() {
        String quoted = path.stream().map(TableColumn::quoted).collect(Collectors.joining("."));
        return isList() ? "element_at(" + quoted + ", 1)" : quoted;
    }
}
