package dev.weir.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.catalogue.MadeList;
import dev.weir.catalogue.PackedTexts;
import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Objects that are listed, read, recorded and known again hold so little that there may be a million of them in 256 MB. */
class ManyObjectsTest {

    private static final byte[] LINE =
            "2 111122223333 eni-1 10.0.0.1 198.51.100.7 40000 443 6 3 180 1795154400 1795154460 ACCEPT OK\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** As a bucket lists it. */
    private record Listed(String name, String etag) implements FlowObject {

        @Override
        public long size() {
            return LINE.length;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(LINE);
        }

        @Override
        public boolean isWrittenOnce() {
            return true;
        }

        @Override
        public String digest() {
            return FlowObject.digestOf(name, etag, size());
        }
    }

    private record Names(PackedTexts names) implements FlowSource {

        static Names of(int count) {
            PackedTexts names = new PackedTexts();
            for (int number = 0; number < count; number++) {
                names.add(("s3://logs/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/%02d/"
                                + "111122223333_vpcflowlogs_eu-west-1_fl-0a1b2c3d_202611%1$02dT%02d%02dZ_%08x.log.gz")
                        .formatted(number / 288 % 28 + 1, number / 12 % 24, number % 12 * 5, number * 0x9e37_79b9));
            }
            return new Names(names);
        }

        @Override
        public Listed list() {
            List<FlowObject> objects = new MadeList<>(
                    names.size(),
                    number -> new ManyObjectsTest.Listed(
                            names.get(number), "\"%032x\"".formatted(number * 0x9e37_79b9_7f4a_7c15L)));
            return new Listed(objects, 0, PassedOver.NONE, List.of());
        }

        @Override
        public List<String> named() {
            return List.of("s3://logs/");
        }
    }

    private static FlowEvidence.FlowsRead read(FlowSource source, Evidence before) {
        FlowChoice choice = new FlowChoice(FlowSelection.ALL, Set.of());
        return new FlowReadings(
                        choice, new FlowThreads(choice, FlowContent.andText(List.of(), List.of()), 2, Checkpoint.NONE))
                .of(source, before, OperationListener.NONE);
    }

    private static long used() {
        for (int turn = 0; turn < 3; turn++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void check(int count) throws IOException {
        long empty = used();
        Names source = Names.of(count);
        FlowEvidence.FlowsRead first = read(source, Evidence.empty());
        ProfileCodec.write(first.evidence(), OutputStream.nullOutputStream());
        long afterFirst = used() - empty;

        assertThat(first.isWhole()).isTrue();
        assertThat(first.evidence().records()).isEqualTo(count);

        FlowEvidence.FlowsRead again = read(source, first.evidence());

        assertThat(again.known()).hasSize(count);
        assertThat(again.readings()).isEmpty();
        assertThat(afterFirst / count).as("bytes an object").isLessThan(170);
    }

    @Test
    void holdLittle() throws IOException {
        check(60_000);
    }

    /** The same of a million, to be run with {@code -Xmx256m}. */
    public static void main(String[] arguments) throws IOException {
        check(1_000_000);
    }
}
