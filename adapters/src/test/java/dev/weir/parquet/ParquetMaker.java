package dev.weir.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowRows;
import dev.weir.flow.FlowSink;
import dev.weir.flow.TokenTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** A Parquet file of any fields, types, encodings and sizes of pages, from a seed, with the records that it holds. */
final class ParquetMaker {

    private static final List<FlowField> FIELDS = List.of(
            FlowField.INTERFACE_ID,
            FlowField.SRCADDR,
            FlowField.DSTADDR,
            FlowField.PKT_DSTADDR,
            FlowField.SRCPORT,
            FlowField.PROTOCOL,
            FlowField.BYTES,
            FlowField.START,
            FlowField.END,
            FlowField.ACTION,
            FlowField.LOG_STATUS,
            FlowField.ACCOUNT_ID,
            FlowField.SUBNET_ID,
            FlowField.FLOW_DIRECTION);

    private static final CompressionCodecName[] CODECS = {
        CompressionCodecName.UNCOMPRESSED,
        CompressionCodecName.ZSTD,
        CompressionCodecName.SNAPPY,
        CompressionCodecName.LZ4_RAW,
        CompressionCodecName.GZIP
    };

    private final SplittableRandom random;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final List<Long> malformed = new ArrayList<>();
    private int groups;
    /** How many rows there are for one whose packet has another address than the flow. */
    private int rowsAlike;

    /** How a column is kept. */
    private enum Form {
        TEXT,
        FIXED,
        INT32,
        UNSIGNED,
        INT64,
        DOUBLE,
        DECIMAL,
        DECIMAL_BYTES,
        MILLIS,
        LIST
    }

    /** A column, of whose values only so many differ. */
    private record Column(FlowField field, Form form, boolean optional, int distinct, int nulls) {}

    ParquetMaker(long seed) {
        random = new SplittableRandom(seed);
    }

    List<String> expected() {
        return expected;
    }

    /** The rows that are no records. */
    List<Long> malformed() {
        return malformed;
    }

    int groups() {
        return groups;
    }

    byte[] made() throws IOException {
        rowsAlike = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3000);
        for (FlowField field : FIELDS) {
            if (field == FlowField.PKT_DSTADDR && random.nextBoolean()) {
                Column last = columns.get(columns.size() - 1);
                columns.add(new Column(field, last.form(), last.optional(), last.distinct(), last.nulls()));
            } else if (field == FlowField.INTERFACE_ID || field == FlowField.DSTADDR || random.nextInt(4) > 0) {
                Form form = form(field);
                boolean optional = form != Form.LIST && random.nextInt(3) > 0;
                int nulls = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
                columns.add(
                        new Column(field, form, optional, 1 + random.nextInt(random.nextBoolean() ? 4 : 9000), nulls));
            }
        }
        Bytes bytes = new Bytes();
        MessageType schema = schema();
        int rows = random.nextInt(4) == 0 ? random.nextInt(10) : random.nextInt(9000);
        boolean small = random.nextBoolean();
        ParquetWriter<Group> writer = ExampleParquetWriter.builder(bytes)
                .withType(schema)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CODECS[random.nextInt(CODECS.length)])
                .withWriterVersion(random.nextBoolean() ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
                .withDictionaryEncoding(random.nextInt(3) > 0)
                .withByteStreamSplitEncoding(random.nextInt(4) == 0)
                .withDictionaryPageSize(random.nextBoolean() ? 1 << 20 : 500 + random.nextInt(20_000))
                .withPageSize(small ? 100 + random.nextInt(5000) : 1 << 20)
                .withPageRowCountLimit(small ? 1 + random.nextInt(3000) : 20_000)
                .withMinRowCountForPageSizeCheck(1)
                .withRowGroupRowCountLimit(random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(4000))
                .build();
        try (writer) {
            for (int row = 1; row <= rows; row++) {
                writer.write(row(schema, row));
            }
        }
        groups = writer.getFooter().getBlocks().size();
        return bytes.out.toByteArray();
    }

    private Form form(FlowField field) {
        boolean time = field == FlowField.START || field == FlowField.END;
        Form[] forms = switch (field.kind()) {
            case NUMBER ->
                time
                        ? new Form[] {Form.INT64, Form.MILLIS, Form.DECIMAL, Form.TEXT, Form.DOUBLE, Form.INT32}
                        : new Form[] {
                            Form.INT32,
                            Form.INT32,
                            Form.UNSIGNED,
                            Form.INT64,
                            Form.DOUBLE,
                            Form.DECIMAL,
                            Form.DECIMAL_BYTES,
                            Form.TEXT,
                            Form.LIST
                        };
            case ACTION -> new Form[] {Form.TEXT, Form.FIXED};
            default -> new Form[] {Form.TEXT, Form.TEXT, Form.TEXT, Form.LIST};
        };
        return forms[random.nextInt(forms.length)];
    }

    private MessageType schema() {
        List<Type> types = new ArrayList<>();
        for (Column column : columns) {
            String name = column.field().toString().replace('-', random.nextBoolean() ? '-' : '_');
            Type.Repetition repetition = column.optional() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
            types.add(
                    switch (column.form()) {
                        case TEXT ->
                            Types.primitive(PrimitiveTypeName.BINARY, repetition)
                                    .as(stringType())
                                    .named(name);
                        case FIXED ->
                            Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                                    .length(6)
                                    .named(name);
                        case INT32 ->
                            Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
                        case UNSIGNED ->
                            Types.primitive(PrimitiveTypeName.INT32, repetition)
                                    .as(org.apache.parquet.schema.LogicalTypeAnnotation.intType(32, false))
                                    .named(name);
                        case INT64 ->
                            Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
                        case DOUBLE ->
                            Types.primitive(PrimitiveTypeName.DOUBLE, repetition)
                                    .named(name);
                        case DECIMAL ->
                            Types.primitive(PrimitiveTypeName.INT64, repetition)
                                    .as(decimalType(0, 18))
                                    .named(name);
                        case DECIMAL_BYTES ->
                            Types.primitive(PrimitiveTypeName.BINARY, repetition)
                                    .as(decimalType(2, 30))
                                    .named(name);
                        case MILLIS ->
                            Types.primitive(PrimitiveTypeName.INT64, repetition)
                                    .as(timestampType(true, TimeUnit.MILLIS))
                                    .named(name);
                        case LIST ->
                            Types.requiredGroup()
                                    .addField(Types.primitive(PrimitiveTypeName.BINARY, Type.Repetition.REPEATED)
                                            .as(stringType())
                                            .named("values"))
                                    .named(name);
                    });
        }
        return new MessageType("flows", types);
    }

    private Group row(MessageType schema, long row) {
        Group group = new SimpleGroup(schema);
        Said said = new Said();
        FlowRecord record = new FlowRecord(new TokenTable());
        FlowRows rows = new FlowRows(record, said);
        rows.begin();
        long last = 0;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean repeats = column.field() == FlowField.PKT_DSTADDR && random.nextInt(rowsAlike) > 0;
            long seed = random.nextLong();
            SplittableRandom chance = new SplittableRandom(repeats ? last : seed);
            last = seed;
            if (column.form() == Form.LIST) {
                Group list = group.addGroup(i);
                int size = chance.nextInt(4);
                for (int element = 0; element < size; element++) {
                    String text = text(column, chance.nextInt(column.distinct()));
                    list.add("values", text);
                    if (element == 0) {
                        rows.put(column.field(), text);
                    }
                }
            } else if (!column.optional() || chance.nextInt(100) >= column.nulls()) {
                put(group, i, column, chance.nextInt(column.distinct()), rows);
            }
        }
        rows.end(row);
        if (said.record.isEmpty()) {
            malformed.add(row);
        } else {
            expected.add(said.record);
        }
        return group;
    }

    private void put(Group group, int index, Column column, int value, FlowRows rows) {
        FlowField field = column.field();
        switch (column.form()) {
            case TEXT, FIXED, LIST -> {
                String text = text(column, value);
                rows.put(field, text);
                group.add(index, Binary.fromString(text));
            }
            case INT32, UNSIGNED -> {
                int number = value % 997 == 500 ? -1 : value;
                rows.put(
                        field,
                        BigDecimal.valueOf(column.form() == Form.UNSIGNED ? Integer.toUnsignedLong(number) : number));
                group.add(index, number);
            }
            case INT64 -> {
                long number = value % 997 == 500 ? -7 : value * 1_000_003L;
                rows.put(field, BigDecimal.valueOf(number));
                group.add(index, number);
            }
            case DOUBLE -> {
                double number = value % 97 == 50 ? Double.NaN : value;
                if (!Double.isNaN(number)) {
                    rows.put(field, BigDecimal.valueOf(number));
                }
                group.add(index, number);
            }
            case DECIMAL -> {
                rows.put(field, BigDecimal.valueOf(value));
                group.add(index, (long) value);
            }
            case DECIMAL_BYTES -> {
                BigDecimal number = BigDecimal.valueOf(value * 100L, 2);
                rows.put(field, number);
                group.add(
                        index,
                        Binary.fromConstantByteArray(number.unscaledValue().toByteArray()));
            }
            case MILLIS -> {
                rows.put(field, BigDecimal.valueOf(Math.floorDiv(value * 777L, 1000)));
                group.add(index, value * 777L);
            }
        }
    }

    private String text(Column column, int value) {
        if (column.form() == Form.FIXED) {
            return value % 2 == 0 ? "ACCEPT" : "REJECT";
        }
        if (value % 311 == 17) {
            return List.of("-", "", "null", "nonsense", "None").get(value % 5);
        }
        return switch (column.field().kind()) {
            case NUMBER -> Integer.toString(value);
            case ADDRESS ->
                value % 5 == 0 ? "2001:db8::" + Integer.toHexString(value) : "10.0." + value / 250 + "." + value % 250;
            case TOKEN -> column.field() == FlowField.ACCOUNT_ID ? Integer.toString(value) : "text-" + value;
            case ACTION ->
                List.of("ACCEPT", "REJECT", "accept", "Blocked", "other").get(value % 5);
            case LOG_STATUS -> List.of("OK", "NODATA", "ok").get(value % 3);
            case DIRECTION -> List.of("ingress", "egress", "Inbound").get(value % 3);
        };
    }

    /** Keeps what a record says. */
    private static final class Said implements FlowSink {
        private String record = "";

        @Override
        public void record(FlowRecord record) {
            this.record = record.line() + ": " + record;
        }
    }

    private static final class Bytes implements OutputFile {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return out.size();
                }

                @Override
                public void write(int value) {
                    out.write(value);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    out.write(bytes, from, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
