package dev.weir.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Stands where the library wants to be told how to build objects: none are built, columns are read one by one. */
final class NoConverter extends GroupConverter {

    private static final PrimitiveConverter COLUMN = new PrimitiveConverter() {};

    private final GroupType group;

    NoConverter(GroupType group) {
        this.group = group;
    }

    @Override
    public Converter getConverter(int column) {
        Type type = group.getType(column);
        return type.isPrimitive() ? COLUMN : new NoConverter(type.asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
}
