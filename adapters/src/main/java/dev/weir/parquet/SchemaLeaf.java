package dev.weir.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A column of a schema that holds values.
 *
 * @param column with its path, type and levels
 * @param names from the outermost group to the value, without what Parquet puts between a list and its elements
 */
record SchemaLeaf(ColumnDescriptor column, List<String> names) {

    SchemaLeaf {
        names = List.copyOf(names);
    }

    /** A walk down a schema, which is written as a list: each group before its members, with their number. */
    private static final class Walk {
        private final List<SchemaElement> elements;
        private final List<SchemaLeaf> leaves = new ArrayList<>();
        private int next;

        Walk(List<SchemaElement> elements) {
            this.elements = elements;
        }

        private SchemaElement next() throws IOException {
            if (next >= elements.size()) {
                throw new IOException("a schema of " + elements.size() + " elements ends early");
            }
            return elements.get(next++);
        }

        /** The members of a group with these levels. */
        void members(
                SchemaElement group,
                List<String> path,
                List<String> names,
                boolean inList,
                int repetition,
                int definition)
                throws IOException {
            for (int i = 0; i < group.getNum_children(); i++) {
                SchemaElement element = next();
                boolean isRepeated = element.getRepetition_type() == FieldRepetitionType.REPEATED;
                boolean isRequired = element.getRepetition_type() == FieldRepetitionType.REQUIRED;
                boolean isUnnamed = inList || isRepeated && !path.isEmpty();
                List<String> itsPath = with(path, element.getName());
                List<String> itsNames = isUnnamed ? names : with(names, element.getName());
                int itsRepetition = repetition + (isRepeated ? 1 : 0);
                int itsDefinition = definition + (isRequired ? 0 : 1);
                if (element.isSetType()) {
                    ColumnDescriptor column = new ColumnDescriptor(
                            itsPath.toArray(String[]::new), type(element), itsRepetition, itsDefinition);
                    leaves.add(new SchemaLeaf(column, itsNames));
                } else {
                    members(element, itsPath, itsNames, isUnnamed, itsRepetition, itsDefinition);
                }
            }
        }

        private static List<String> with(List<String> names, String last) {
            List<String> more = new ArrayList<>(names);
            more.add(last);
            return more;
        }
    }

    /** All of a schema, in its order. */
    static List<SchemaLeaf> all(List<SchemaElement> schema) throws IOException {
        Walk walk = new Walk(schema);
        walk.members(walk.next(), List.of(), List.of(), false, 0, 0);
        return walk.leaves;
    }

    private static PrimitiveType type(SchemaElement element) {
        PrimitiveTypeName type = PrimitiveTypeName.valueOf(
                switch (element.getType()) {
                    case BYTE_ARRAY -> "BINARY";
                    default -> element.getType().name();
                });
        Types.PrimitiveBuilder<PrimitiveType> builder = Types.primitive(
                type, Type.Repetition.valueOf(element.getRepetition_type().name()));
        if (element.isSetType_length()) {
            builder.length(element.getType_length());
        }
        meaning(element).ifPresent(builder::as);
        return builder.named(element.getName());
    }

    /** What the values stand for, where that changes how they are read: the older word counts, as in the library. */
    private static Optional<LogicalTypeAnnotation> meaning(SchemaElement element) {
        return element.isSetConverted_type()
                ? meaning(element, element.getConverted_type())
                : meaning(element.getLogicalType());
    }

    private static Optional<LogicalTypeAnnotation> meaning(@Nullable LogicalType type) {
        if (type == null) {
            return Optional.empty();
        } else if (type.isSetDECIMAL()) {
            return Optional.of(LogicalTypeAnnotation.decimalType(
                    type.getDECIMAL().getScale(), type.getDECIMAL().getPrecision()));
        } else if (type.isSetDATE()) {
            return Optional.of(LogicalTypeAnnotation.dateType());
        } else if (type.isSetTIMESTAMP()) {
            TimeUnit unit = type.getTIMESTAMP().getUnit();
            return timestamp(
                    unit.isSetMILLIS()
                            ? LogicalTypeAnnotation.TimeUnit.MILLIS
                            : unit.isSetMICROS()
                                    ? LogicalTypeAnnotation.TimeUnit.MICROS
                                    : LogicalTypeAnnotation.TimeUnit.NANOS);
        } else if (type.isSetINTEGER()) {
            return Optional.of(LogicalTypeAnnotation.intType(
                    type.getINTEGER().getBitWidth(), type.getINTEGER().isIsSigned()));
        }
        return Optional.empty();
    }

    private static Optional<LogicalTypeAnnotation> meaning(SchemaElement element, ConvertedType type) {
        return switch (type) {
            case DECIMAL -> Optional.of(LogicalTypeAnnotation.decimalType(element.getScale(), element.getPrecision()));
            case DATE -> Optional.of(LogicalTypeAnnotation.dateType());
            case TIMESTAMP_MILLIS -> timestamp(LogicalTypeAnnotation.TimeUnit.MILLIS);
            case TIMESTAMP_MICROS -> timestamp(LogicalTypeAnnotation.TimeUnit.MICROS);
            case UINT_8 -> Optional.of(LogicalTypeAnnotation.intType(8, false));
            case UINT_16 -> Optional.of(LogicalTypeAnnotation.intType(16, false));
            case UINT_32 -> Optional.of(LogicalTypeAnnotation.intType(32, false));
            case UINT_64 -> Optional.of(LogicalTypeAnnotation.intType(64, false));
            default -> Optional.empty();
        };
    }

    private static Optional<LogicalTypeAnnotation> timestamp(LogicalTypeAnnotation.TimeUnit unit) {
        return Optional.of(LogicalTypeAnnotation.timestampType(true, unit));
    }
}
