package dev.weir.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Stands where the library wants to be told how to build objects: none are built, columns are read one by one. */
final class NoConverter extends GroupConverter {

    private static final PrimitiveConverter COLUMN = new PrimitiveConverter() {};

    @Override
    public Converter getConverter(int column) {
        return COLUMN;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
}
