package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands that change groups say with ids of seventeen digits: whole everywhere, and as wide as the terminal. */
class ChangeWidthTest extends ChangeCommands {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String FRONT = "sg-0123456789abcdef0";
    private static final String BEHIND = "sg-0123456789abcdef1";
    private static final String LIST = "pl-0123456789abcdef0";

    @Override
    Clock clock() {
        return Clock.fixed(NOON, ZoneOffset.UTC);
    }

    static Stream<Terminal> terminals() {
        return Stream.of(new Terminal(80, Terminal.Colour.OFF), Terminal.NONE);
    }

    private void assertFits(Said said, String... contained) {
        assertThat(LongIds.ID.matcher(said.all()).results().map(MatchResult::group))
                .as(said.all())
                .isNotEmpty()
                .allMatch(id -> id.substring(id.indexOf('-') + 1).length() == 17);
        assertThat(said.all()).contains(contained);
        // In a pipe what became of a group is one line, for whoever looks for it.
        assertThat(said.out().lines())
                .filteredOn(line -> !terminal.equals(Terminal.NONE)
                        && !line.matches(".*(aws ec2|weir) .*")
                        && line.strip().contains(" "))
                .allMatch(line -> Printable.width(line) <= terminal.columns());
    }

    private Path flows() throws IOException {
        long before = NOON.getEpochSecond() - 600;
        long after = NOON.getEpochSecond() + 60;
        Path flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("log.txt"), """
                version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
                2 111122223333 eni-0123456789abcdef0 10.0.0.7 198.51.100.25 40000 587 6 10 840 %d %d ACCEPT OK
                2 111122223333 eni-0123456789abcdef0 10.0.0.7 198.51.100.25 40001 587 6 10 840 %d %d REJECT OK
                """.formatted(before, before + 5, after, after + 5));
        return flows;
    }

    private List<String> live(String command) throws IOException {
        return List.of(
                command,
                journal(FRONT).toString(),
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s");
    }

    @ParameterizedTest
    @MethodSource("terminals")
    void everyIdIsWholeAndEveryLineFits(Terminal width) throws IOException {
        terminal = width;
        group(FRONT, ALL, "tcp 22 22 10.0.0.0/8");
        group(BEHIND, ALL, "tcp 5432 5432 10.0.0.0/16");
        fake.networkInterface("eni-0123456789abcdef0", "interface", "10.0.0.7", FRONT, BEHIND);
        fake.prefixList(LIST, "192.0.2.0/24");
        Path plan = planned(FRONT, "--allow", "tcp:443:203.0.113.0/28", "--allow", "udp:123:" + LIST);
        Path other = planned(BEHIND);
        List<Path> plans = List.of(plan, other);

        assertFits(
                weir("apply", plan.toString(), other.toString(), "--endpoint-url", endpoint.toString()), FRONT, BEHIND);
        String out = folder.resolve("out").toString();
        assertFits(weir("export", plan.toString(), other.toString(), "--to", "console", "--out", out), FRONT, BEHIND);
        assertFits(weir(apply(plans, "--dry-run")), FRONT, BEHIND, LIST);
        Said parked = weir(apply(List.of(plan), "--canary", "interfaces=1", "--dry-run"));
        assertFits(
                parked,
                width.equals(Terminal.NONE)
                        ? "  once the group is narrowed it comes off 1 interface, and off the others after `weir resume`;\n"
                        : "\n  once the group is narrowed it comes off 1 interface, and off the others after\n");
        typing("no\n");
        assertFits(weir(apply(plans)), FRONT, BEHIND);
        Said applied = weir(apply(plans, "--yes"));
        assertThat(applied.exit()).as(applied.all()).isZero();
        assertFits(applied, FRONT, BEHIND, "eni-0123456789abcdef0");
        assertFits(weir(apply(plans, "--yes")), FRONT, BEHIND);
        String journal = journal(FRONT).toString();
        // What the first change denied the other group of the interface still permitted; the second one's denial is
        // seen.
        assertFits(
                weir("verify", journal(BEHIND).toString(), "--flows", flows().toString()),
                "eni-0123456789abcdef0",
                "rejected since");
        fake.rules(FRONT, "tcp 8080 8080 198.51.100.0/24");
        assertFits(weir(live("rollback")), FRONT);
        assertFits(weir("verify", journal, "--flows", flows().toString()), FRONT);
    }
}
