package dev.weir.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of an answer of Athena's GetQueryResults, whose cells stand without the names of their columns: these are the first
 * row, which later pages do not repeat, and stand behind the rows once more.
 *
 * <p>Athena API reference, GetQueryResults, ResultSet and Datum. A cell without a value is an empty object.
 */
final class AthenaRows {

    private static final String CELLS = "Data";
    private static final String VALUE = "VarCharValue";

    private List<String> header = List.of();
    private final List<String> described = new ArrayList<>();
    private long unnamed;
    private boolean isBegun;

    /** Whether an object in an array of that name is a cell. */
    static boolean isCell(String array, Set<String> members) {
        return array.equals(CELLS) && Set.of(VALUE).containsAll(members);
    }

    static String value(Map<String, String> cell) {
        return cell.getOrDefault(VALUE, "");
    }

    /** What a row says, by the names of its columns; nothing where it is their names, or these are not known. */
    Map<String, String> named(List<String> row) {
        isBegun = true;
        if (header.isEmpty() && FlowColumns.of(row).isFlowLog()) {
            header = List.copyOf(row);
            return Map.of();
        }
        if (header.size() != row.size()) {
            unnamed++;
            return Map.of();
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int index = 0; index < row.size(); index++) {
            named.put(header.get(index), row.get(index));
        }
        return named;
    }

    /** Takes a column's description, where the object is one. */
    void describe(Map<String, String> members) {
        if (members.containsKey("CatalogName") && members.containsKey("Name")) {
            described.add(members.getOrDefault("Name", ""));
        }
    }

    /** Whether these are flow records, or would be if their columns had names. */
    boolean isFlowLog() {
        return isBegun && (!header.isEmpty() || FlowColumns.of(described).isFlowLog());
    }

    /** Why not all of them were read. */
    Optional<String> incomplete(boolean more) {
        if (isFlowLog() && unnamed > 0) {
            return Optional.of("holds " + unnamed + (unnamed == 1 ? " row" : " rows")
                    + " of Athena without the row that names their columns; help: save the result's CSV file, or its"
                    + " first page with them");
        }
        return isFlowLog() && more
                ? Optional.of("holds a `NextToken`, so more rows exist that were not saved; help: run `aws athena"
                        + " get-query-results` without --max-items, or save the result's CSV file")
                : Optional.empty();
    }
}
