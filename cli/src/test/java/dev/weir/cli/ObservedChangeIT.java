package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.JournalLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of a change whose flow logs are looked at, while it is made or any time later. */
class ObservedChangeIT extends ChangeCommands {

    private Path flows(Instant start, String action) throws IOException {
        Path flows = Files.createDirectories(folder.resolve("flows"));
        long from = start.getEpochSecond();
        Files.writeString(
                flows.resolve("log.txt"),
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action"
                        + " log-status\n2 111122223333 eni-1 10.0.0.7 198.51.100.25 40000 587 6 10 840 " + from + " "
                        + (from + 5) + " " + action + " OK\n");
        return flows;
    }

    @Test
    void observesFromTheFirstDeliveryOn() throws IOException {
        group(WEB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        List<Path> plans = List.of(planned(WEB));
        Instant delivery = clock().instant().plusSeconds(9);
        Path flows = flows(delivery, "ACCEPT");

        Said said = weir(apply(plans, "--yes", "--observe", "1s", "--flows", flows.toString()));

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(clock().instant())
                .isAfter(delivery.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .plusSeconds(1));
        assertThat(said.out())
                .contains("observed 1 of 1 network interface,")
                .contains("nothing was rejected there that the old rules permitted and the new deny");
        assertThat(summary(said)).singleElement().asString().startsWith("applied ");
    }

    @Test
    void undoesAtTheNthReject() throws IOException {
        group(WEB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        List<Path> plans = List.of(planned(WEB));
        Path flows = flows(Instant.now().plus(Duration.ofMinutes(1)), "REJECT");

        Said said = weir(
                apply(plans, "--yes", "--observe", "15m", "--flows", flows.toString(), "--rollback-on-reject", "1"));

        assertThat(said.exit()).as(said.all()).isEqualTo(3);
        assertThat(said.err()).contains("1 rejected flow: rolling back");
        assertThat(said.out())
                .contains("tcp 587 198.51.100.25 from eni-1: 1 rejected since")
                .contains("rolled back and proven by a read");
        assertThat(summary(said)).singleElement().asString().startsWith("rolled back ");
        assertThat(fake.effective(WEB)).containsExactly(ALL);
    }

    @Test
    void leavesTheChangeWhereFewerRejectsCameThanAsked() throws IOException {
        group(WEB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        List<Path> plans = List.of(planned(WEB));
        Path flows = flows(Instant.now().plusSeconds(6), "REJECT");

        Said said = weir(
                apply(plans, "--yes", "--observe", "1s", "--flows", flows.toString(), "--rollback-on-reject", "2"));

        assertThat(said.exit()).as(said.all()).isEqualTo(3);
        assertThat(summary(said)).singleElement().asString().startsWith("rejects ");
        assertThat(fake.effective(WEB)).containsExactly(PLANNED);
    }

    /** Records come through a pipe, so that somebody else takes the group just between the change and its undoing. */
    @Test
    void saysThatAChangeWasNotUndoneWhereSomebodyElseHasTheGroupByThen() throws Exception {
        group(WEB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        List<Path> plans = List.of(planned(WEB));
        byte[] records = Files.readAllBytes(
                flows(Instant.now().plus(Duration.ofMinutes(1)), "REJECT").resolve("log.txt"));
        Path pipe = folder.resolve("records");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<JournalLock> other = CompletableFuture.supplyAsync(() -> {
            try (OutputStream end = Files.newOutputStream(pipe)) {
                JournalLock taken = JournalLock.of(folder.resolve("journal"), WEB);
                end.write(records);
                return taken;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        Said said = weir(
                apply(plans, "--yes", "--observe", "15m", "--flows", pipe.toString(), "--rollback-on-reject", "1"));

        try (JournalLock held = other.get(1, TimeUnit.MINUTES)) {
            assertThat(held).isNotNull();
            assertThat(said.exit()).as(said.all()).isEqualTo(1);
            assertThat(said.err())
                    .contains("1 rejected flow: rolling back")
                    .contains("another weir on this machine is changing `" + WEB + "`");
            assertThat(summary(said)).singleElement().asString().startsWith("not undone ");
            assertThat(fake.effective(WEB)).containsExactly(PLANNED);
        }
        Said undone = weir(
                "rollback",
                journal(WEB).toString(),
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s");
        assertThat(undone.exit()).as(undone.all()).isZero();
        assertThat(fake.effective(WEB)).containsExactly(ALL);
    }

    @Test
    void verifySaysWhetherItFoundRejectsOrNoneOrSawNothing() throws IOException {
        group(WEB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        Said applied = weir(apply(List.of(planned(WEB)), "--yes"));
        assertThat(applied.exit()).as(applied.all()).isZero();
        String journal = journal(WEB).toString();
        Instant later = Instant.now().plusSeconds(60);

        Said rejects = weir("verify", journal, "--flows", flows(later, "REJECT").toString());
        Said none = weir("verify", journal, "--flows", flows(later, "ACCEPT").toString());
        Said before = weir(
                "verify",
                journal,
                "--flows",
                flows(Instant.now().minusSeconds(3600), "REJECT").toString());

        assertThat(rejects.exit()).isEqualTo(3);
        assertThat(rejects.out())
                .contains("1 rejected flow that the old rules permitted and the new deny:")
                .contains("tcp 587 198.51.100.25 from eni-1: 1 rejected since")
                .contains("before: 0 accepted, 0 rejected");
        assertThat(none.exit()).isZero();
        assertThat(none.out()).contains("nothing was rejected there that the old rules permitted and the new deny");
        assertThat(before.exit()).isEqualTo(1);
        assertThat(before.out())
                .contains("not observed: the flow logs have no record of its 1 network interface after the change; that"
                        + " is no sign that nothing was denied")
                .doesNotContain("nothing was rejected");
    }
}
