package dev.weir.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pushed into a snapshot comes out of it, and the same pushes are the same bytes. */
class SnapshotRoundTripTest {

    private static final Instant TIME = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void snapshotKeepsEverything() {
        for (long seed = 1; seed <= 500; seed++) {
            Pushes before = new Pushes();
            new RandomInventory(seed).read(before);

            byte[] bytes = bytes(seed);
            Pushes after = new Pushes();
            Optional<Instant> time = new SnapshotReader("s.json").read(new ByteArrayInputStream(bytes), after);

            assertThat(after.things).as("seed %d", seed).isEqualTo(before.things);
            assertThat(after.problems).as("seed %d", seed).isEqualTo(before.problems);
            assertThat(after.inputs).as("seed %d", seed).isEqualTo(before.inputs);
            assertThat(time).contains(TIME);
        }
    }

    @Test
    void sameInventorySameBytes() {
        for (long seed = 1; seed <= 100; seed++) {
            byte[] bytes = bytes(seed);
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            SnapshotWriter writer = new SnapshotWriter(again, TIME);
            new SnapshotReader("s.json").read(new ByteArrayInputStream(bytes), writer);
            writer.finish();

            assertThat(again.toByteArray()).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void writesTheBytesItAlwaysWrote() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long seed = 1; seed <= 200; seed++) {
            digest.update(bytes(seed));
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("67778049f47c05acff1593edc597d993d0818bf0f84b56f94487f0866b884686");
    }

    @Test
    void keepsHowLongAnInterfaceTracksIdleConnections() {
        NetworkInterface tracked = Fixtures.networkInterface("eni-1", "sg-1")
                .build()
                .with(new ConnectionTracking(
                        OptionalLong.of(600), OptionalLong.empty(), OptionalLong.of(45), Optional.of("m8i.large")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(bytes, TIME);
        writer.networkInterface(tracked);
        writer.finish();

        Pushes after = new Pushes();
        Optional<Instant> time =
                new SnapshotReader("s.json").read(new ByteArrayInputStream(bytes.toByteArray()), after);

        assertThat(time).contains(TIME);
        assertThat(after.things).containsExactly(tracked);
    }

    @Test
    void keepsThatAnInterfaceMayHaveAddressesThatCouldNotBeRead() {
        NetworkInterface read = Fixtures.networkInterface("eni-1", "sg-1").build();
        NetworkInterface unread = new NetworkInterface(
                read.scope(),
                read.id(),
                read.groups(),
                true,
                read.vpc(),
                read.subnet(),
                read.type(),
                read.description(),
                read.instance(),
                read.tracking(),
                false,
                read.addresses(),
                false,
                read.prefixes(),
                read.publicAddresses(),
                read.tags(),
                read.origin());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(bytes, TIME);
        writer.networkInterface(unread);
        writer.finish();

        Pushes after = new Pushes();
        new SnapshotReader("s.json").read(new ByteArrayInputStream(bytes.toByteArray()), after);

        assertThat(after.things).containsExactly(unread);
    }

    @Test
    void saysOfEveryTruncationThatItIsOne() {
        byte[] bytes = bytes(42);
        for (int length = 0; length < bytes.length - 1; length += 1 + length / 40) {
            Pushes pushes = new Pushes();
            new SnapshotReader("s.json").read(new ByteArrayInputStream(Arrays.copyOf(bytes, length)), pushes);

            assertThat(pushes.problems).as("the first %d bytes", length).isNotEmpty();
            assertThat(pushes.problems.get(pushes.problems.size() - 1).toString())
                    .startsWith("s.json:1: this snapshot cannot be read whole");
            assertThat(pushes.things)
                    .anyMatch(thing -> thing instanceof Listing listing && listing.status() == Listing.Status.IN_PART);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"weir.snapshot/2", "weir.plan/1", ""})
    void refusesAnotherSchemaInASentence(String schema) {
        byte[] bytes = new String(bytes(1), StandardCharsets.UTF_8)
                .replace("weir.snapshot/1", schema)
                .getBytes(StandardCharsets.UTF_8);
        Pushes pushes = new Pushes();

        new SnapshotReader("s.json").read(new ByteArrayInputStream(bytes), pushes);

        assertThat(pushes.problems).hasSize(1);
        assertThat(pushes.problems.get(0).message())
                .contains("its schema is `" + schema + "`, expected `weir.snapshot/1`; help: ");
    }

    private static byte[] bytes(long seed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(out, TIME);
        new RandomInventory(seed).read(writer);
        writer.finish();
        return out.toByteArray();
    }
}
