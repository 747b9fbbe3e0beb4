package dev.weir.parquet;

import dev.weir.flow.FlowColumns;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * The columns of a file that hold values, with what they say of a flow: of nested groups the innermost, of lists the element.
 *
 * @param schema of the file
 * @param leaves its columns, in the file's order
 * @param columns what they say
 */
record LeafColumns(MessageType schema, List<ColumnDescriptor> leaves, FlowColumns columns) {

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

    static LeafColumns of(MessageType schema) {
        List<ColumnDescriptor> leaves = schema.getColumns();
        boolean ocsf = schema.containsField(FlowColumns.OCSF_CLASS);
        List<String> names = leaves.stream()
                .map(leaf -> ocsf ? path(schema, leaf) : name(schema, leaf))
                .toList();
        return new LeafColumns(schema, leaves, FlowColumns.of(names));
    }

    /** The names from the outermost group to the value, without what Parquet puts between a list and its elements. */
    private static String path(MessageType schema, ColumnDescriptor leaf) {
        List<String> path = new ArrayList<>();
        Type type = schema;
        for (String name : leaf.getPath()) {
            type = type.asGroupType().getType(name);
            if (type.isRepetition(Type.Repetition.REPEATED) && !path.isEmpty()) {
                break;
            }
            path.add(name);
        }
        return String.join(".", path);
    }

    /** The name of the value alone; values of lists have none that a flow log knows. */
    private static String name(MessageType schema, ColumnDescriptor leaf) {
        String path = path(schema, leaf);
        return leaf.getMaxRepetitionLevel() > 0 ? path + "[]" : path.substring(path.lastIndexOf('.') + 1);
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
            wanted.add(0, new Leaf(schema.getColumnDescription(new String[] {FlowColumns.OCSF_CLASS}), List.of()));
        }
        return wanted;
    }
}
