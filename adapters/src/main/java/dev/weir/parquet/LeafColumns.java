package dev.weir.parquet;

import dev.weir.flow.FlowColumns;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The columns of a file that hold values, with what they say of a flow: of nested groups the innermost, of lists the element.
 *
 * @param leaves its columns, in the file's order
 * @param columns what they say
 */
record LeafColumns(List<ColumnDescriptor> leaves, FlowColumns columns) {

    LeafColumns {
        leaves = List.copyOf(leaves);
    }

    /**
     * A column to read.
     *
     * @param column in the file
     * @param fields what it says; nothing where it says of which class an OCSF event is
     */
    record Leaf(ColumnDescriptor column, List<FlowField> fields) {
        Leaf {
            fields = List.copyOf(fields);
        }

        boolean isClass() {
            return fields.isEmpty();
        }

        /** Whether the same bytes mean the same in both: addresses that are kept in the same way. */
        boolean isLike(Leaf other) {
            PrimitiveType type = column.getPrimitiveType();
            PrimitiveType theirs = other.column.getPrimitiveType();
            return isAddress()
                    && other.isAddress()
                    && type.getPrimitiveTypeName() == theirs.getPrimitiveTypeName()
                    && type.getTypeLength() == theirs.getTypeLength()
                    && Objects.equals(type.getLogicalTypeAnnotation(), theirs.getLogicalTypeAnnotation())
                    && column.getMaxDefinitionLevel() == other.column.getMaxDefinitionLevel()
                    && column.getMaxRepetitionLevel() == other.column.getMaxRepetitionLevel();
        }

        private boolean isAddress() {
            return fields.size() == 1 && fields.get(0).kind() == FlowField.Kind.ADDRESS;
        }
    }

    static LeafColumns of(List<SchemaLeaf> leaves) {
        List<ColumnDescriptor> columns = leaves.stream().map(SchemaLeaf::column).toList();
        boolean ocsf = columns.stream().anyMatch(LeafColumns::isClass);
        List<String> names = leaves.stream()
                .map(leaf -> ocsf ? String.join(".", leaf.names()) : name(leaf))
                .toList();
        return new LeafColumns(columns, FlowColumns.of(names));
    }

    private static boolean isClass(ColumnDescriptor column) {
        return column.getPath().length == 1 && column.getPath()[0].equals(FlowColumns.OCSF_CLASS);
    }

    /** The name of the value alone; values of lists have none that a flow log knows. */
    private static String name(SchemaLeaf leaf) {
        String path = String.join(".", leaf.names());
        return leaf.column().getMaxRepetitionLevel() > 0 ? path + "[]" : path.substring(path.lastIndexOf('.') + 1);
    }

    /** Those that change anything, in the order in which they count. */
    List<Leaf> wanted(FlowRows rows) {
        List<Leaf> wanted = new ArrayList<>();
        for (FlowColumns.Column column : columns.known()) {
            if (column.fields().stream().anyMatch(rows::wants)) {
                wanted.add(new Leaf(leaves.get(column.index()), column.fields()));
            }
        }
        if (columns.isOcsf() && !wanted.isEmpty()) {
            leaves.stream()
                    .filter(LeafColumns::isClass)
                    .findFirst()
                    .ifPresent(column -> wanted.add(0, new Leaf(column, List.of())));
        }
        return wanted;
    }
}
