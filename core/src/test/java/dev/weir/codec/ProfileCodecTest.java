package dev.weir.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowLogParser;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import dev.weir.world.FlowLog;
import dev.weir.world.LogFile;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The profile file comes back as it was, and damage is told and costs no memory. */
class ProfileCodecTest {

    private static final byte[] FILE = file();

    private static byte[] file() {
        World world = WorldMaker.of(3, 30, 12)
                .watchedBy(FlowLog.version5("fl-5", 60))
                .watchedBy(FlowLog.version3("fl-3", 60))
                .make();
        ProfileBuilder builder = new ProfileBuilder();
        builder.observed(new ObservedInput("ab12", "flöws.log", 3, 1, Optional.of("ends too early")));
        for (LogFile log : world.files()) {
            TokenTable tokens = new TokenTable();
            FlowRecord record = new FlowRecord(tokens);
            record.flowLog(tokens.intern(log.flowLog().id()));
            FlowLogParser parser = new FlowLogParser(List.of(), record, builder);
            try {
                parser.read(new ByteArrayInputStream(log.bytes()));
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
            parser.finish();
        }
        return ProfileCodec.encode(builder.evidence());
    }

    @Test
    void comesBackAsItWas() {
        Evidence evidence = ProfileCodec.decode(FILE);

        assertThat(ProfileCodec.encode(evidence)).isEqualTo(FILE);
        assertThat(evidence.inputs())
                .containsExactly(new ObservedInput("ab12", "flöws.log", 3, 1, Optional.of("ends too early")));
        assertThat(evidence.entries()).isGreaterThan(100);
    }

    @Test
    void comesBackFromAStreamThatGivesAFewBytesAtATime() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        InputStream few = new ByteArrayInputStream(FILE) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(9)));
            }
        };

        assertThat(ProfileCodec.encode(ProfileCodec.read(few)))
                .as("seed %d", seed)
                .isEqualTo(FILE);
    }

    @Test
    void comesBackWhereItIsLongerThanWhatIsReadAtOnce() {
        ProfileBuilder builder = new ProfileBuilder();
        for (int input = 0; input < 5_000; input++) {
            builder.observed(new ObservedInput("digest-" + input, "flöws-" + input, input, 0, Optional.empty()));
        }
        byte[] file = ProfileCodec.encode(builder.evidence());

        assertThat(file).hasSizeGreaterThan(2 * 65_536);
        assertThat(ProfileCodec.encode(ProfileCodec.decode(file))).isEqualTo(file);
    }

    @Test
    void takesAFewDozenBytesAnEntry() {
        assertThat(FILE.length / ProfileCodec.decode(FILE).entries()).isLessThan(64);
    }

    @Test
    void anEmptyProfileIsAProfile() {
        byte[] empty = ProfileCodec.encode(Evidence.empty());

        assertThat(ProfileCodec.isProfile(empty)).isTrue();
        assertThat(ProfileCodec.encode(ProfileCodec.decode(empty))).isEqualTo(empty);
    }

    @Test
    void everyCutIsRefused() {
        for (int length = 0; length < FILE.length; length += 1 + length / 40) {
            byte[] cut = Arrays.copyOf(FILE, length);

            assertThatThrownBy(() -> ProfileCodec.decode(cut))
                    .as("cut to %d bytes", length)
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("help:");
        }
    }

    @Test
    void everyFlippedByteIsRefused() {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 400; i++) {
            int place = random.nextInt(FILE.length);
            byte[] flipped = FILE.clone();
            flipped[place] ^= (byte) (1 << random.nextInt(8));

            assertThatThrownBy(() -> ProfileCodec.decode(flipped))
                    .as("byte %d", place)
                    .isExactlyInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void somethingAfterTheEndIsRefused() {
        assertThatThrownBy(() -> ProfileCodec.decode(Arrays.copyOf(FILE, FILE.length + 1)))
                .hasMessageContaining("digest");
    }

    @Test
    void namesTheVersionThatItCannotRead() {
        byte[] later = FILE.clone();
        later[8] = 9;

        assertThatThrownBy(() -> ProfileCodec.decode(later)).hasMessageContaining("version 9, expected 1 to 3");
    }

    @Test
    void aNumberThatPromisesTooMuchCostsNothing() {
        byte[] hostile = Arrays.copyOf(FILE, 16);
        hostile[9] = 0;
        for (int i = 10; i < 14; i++) {
            hostile[i] = (byte) 0xff;
        }
        hostile[14] = 0x07;

        assertThatThrownBy(() -> ProfileCodec.decode(hostile)).hasMessageContaining("damaged");
    }
}
