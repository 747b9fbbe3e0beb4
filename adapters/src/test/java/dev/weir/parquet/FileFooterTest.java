package dev.weir.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.FlowObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of itself, against the library's own reader of files. */
class FileFooterTest {

    private static final Path FILES = Path.of("src/test/resources/flows");

    private record Bytes(byte[] content) implements FlowObject {
        @Override
        public String name() {
            return "flows.parquet";
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
        }
    }

    @Test
    void saysWhatTheLibrarySaysOfForeignFiles() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".parquet")).toList()) {
                assertThat(ours(Files.readAllBytes(file))).as(file.toString()).isEqualTo(theirs(file));
            }
        }
    }

    @Test
    void saysWhatTheLibrarySaysOfAnyFile(@TempDir Path folder) throws IOException {
        int large = 0;
        for (long seed = 0; seed < 40; seed++) {
            byte[] made = new ParquetMaker(seed).made();
            Path file = Files.write(folder.resolve(seed + ".parquet"), made);
            large += ValueCells.intAt(made, made.length - 8) > 1 << 16 ? 1 : 0;

            assertThat(ours(made)).as("seed %s", seed).isEqualTo(theirs(file));
        }
        assertThat(large).isPositive();
    }

    @Test
    void anEndThatIsNoneIsSaid() throws IOException {
        byte[] made = new ParquetMaker(3).made();
        byte[] longer = made.clone();
        Arrays.fill(longer, made.length - 8, made.length - 4, (byte) 0x70);

        assertThatThrownBy(() -> FileFooter.of(new Bytes(longer))).hasMessageContaining("reaches out of the file");
        assertThatThrownBy(() -> FileFooter.of(new Bytes(Arrays.copyOf(made, made.length - 1))))
                .hasMessageContaining("expected `PAR1`");
        assertThatThrownBy(() -> FileFooter.of(new Bytes(Arrays.copyOf(made, 5))))
                .hasMessageContaining("it has 5 bytes");
    }

    private static List<String> ours(byte[] content) throws IOException {
        FileFooter footer = FileFooter.of(new Bytes(content));
        List<String> said = new ArrayList<>();
        footer.leaves().leaves().forEach(leaf -> said.add(said(leaf)));
        for (FileFooter.Group group : footer.groups()) {
            said.add("rows " + group.rows());
            group.chunks()
                    .forEach(chunk -> said.add(chunk.name() + " " + chunk.codec() + " " + chunk.start() + " "
                            + chunk.size() + " " + chunk.values()));
        }
        return said;
    }

    private static List<String> theirs(Path file) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        List<String> said = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            reader.getFileMetaData().getSchema().getColumns().forEach(leaf -> said.add(said(leaf)));
            for (BlockMetaData group : reader.getRowGroups()) {
                said.add("rows " + group.getRowCount());
                for (ColumnChunkMetaData chunk : group.getColumns()) {
                    said.add(chunk.getPath().toDotString() + " " + chunk.getCodec() + " " + chunk.getStartingPos() + " "
                            + chunk.getTotalSize() + " " + chunk.getValueCount());
                }
            }
        }
        return said;
    }

    private static String said(ColumnDescriptor leaf) {
        return String.join(".", leaf.getPath()) + " " + leaf.getMaxRepetitionLevel() + " "
                + leaf.getMaxDefinitionLevel()
                + " " + leaf.getPrimitiveType().getPrimitiveTypeName() + " "
                + leaf.getPrimitiveType().getTypeLength() + " "
                + meaning(leaf.getPrimitiveType().getLogicalTypeAnnotation());
    }

    /** As far as it changes how values are read. */
    private static String meaning(LogicalTypeAnnotation annotation) {
        if (annotation instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation time) {
            return time.getUnit().toString();
        } else if (annotation instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation number) {
            return number.isSigned() ? "" : "unsigned " + number.getBitWidth();
        } else if (annotation instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return "scale " + decimal.getScale() + " of " + decimal.getPrecision();
        }
        return annotation instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation ? "date" : "";
    }
}
