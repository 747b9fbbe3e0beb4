package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fake.FakeFault;
import dev.weir.peer.Chromium;
import dev.weir.report.Terminal;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole outputs of the commands that change groups, and the journals they leave: what differs from run to run is masked. */
class ChangeGoldenTest extends ChangeCommands {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final StringBuilder told = new StringBuilder();
    private Instant now = NOON;

    @Override
    Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private void tell(String... words) {
        tell(List.of(words));
    }

    private void tell(List<String> words) {
        Said said = weir(words);
        told.append("$ weir ")
                .append(String.join(" ", words))
                .append("\nexit ")
                .append(said.exit())
                .append("\n--- stdout\n")
                .append(said.out())
                .append("--- stderr\n")
                .append(said.err())
                .append('\n');
    }

    private void tellJournals() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".journal"))
                    .sorted()
                    .toList()) {
                told.append("--- ").append(file).append('\n').append(Files.readString(file));
            }
        }
    }

    private void matches(String name) {
        Golden.matches(
                "change-" + name + ".txt",
                told.toString()
                        .replace(folder.toString(), "DIR")
                        .replace(endpoint.toString(), "ENDPOINT")
                        .replaceAll("sha256:[0-9a-f]{64}", "sha256:…")
                        .replaceAll("\"(previous|hash)\":\"[0-9a-f]{64}\"", "\"$1\":\"…\"")
                        .replaceAll("\\br-[0-9]+\\b", "r-…")
                        .replaceAll("2026-11-22T12:(00|05):[0-9]{2}(\\.[0-9]+)?Z", "12:$1")
                        .replaceAll("(2026-11-2[0-9]T12:[0-9]{2}):[0-9]{2}Z at the latest", "$1 at the latest"));
    }

    private List<String> live(String command) throws IOException {
        return live(command, journal(WEB).toString());
    }

    private List<String> live(String command, String journal) {
        return new ArrayList<>(List.of(
                command,
                journal,
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s"));
    }

    /** A group open to the world on an interface that a second group is on, too. */
    private Path webTier() {
        group(WEB, ALL, "tcp 22 22 10.0.0.0/8");
        group(DB, "tcp 5432 5432 10.0.0.0/16");
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB, DB);
        fake.prefixList("pl-0a1b2c3d", "192.0.2.0/24");
        return planned(WEB, "--allow", "tcp:443:203.0.113.0/28", "--allow", "udp:123:pl-0a1b2c3d");
    }

    /** The revoke is not permitted any more once the change has begun. */
    private void stopHalfway() {
        fake.failing(action -> {
            fake.denying("RevokeSecurityGroupEgress");
            return FakeFault.NONE;
        });
    }

    private Path flows(String... lines) throws IOException {
        Path flows = Files.createDirectories(folder.resolve("flows"));
        List<String> all =
                new ArrayList<>(List.of("version account-id interface-id srcaddr dstaddr srcport dstport protocol"
                        + " packets bytes start end action log-status"));
        Arrays.stream(lines).map(line -> "2 111122223333 " + line + " OK").forEach(all::add);
        Files.write(flows.resolve("log.txt"), all);
        return flows;
    }

    private static String record(String addresses, int seconds, String action) {
        long start = NOON.getEpochSecond() + seconds;
        return addresses + " 6 10 840 " + start + " " + (start + 5) + " " + action;
    }

    @Test
    void applyRollBackAndWhatADryRunSays() throws IOException {
        Path plan = webTier();

        tell(apply(List.of(plan), "--dry-run"));
        tell(apply(List.of(plan), "--yes"));
        tellJournals();
        tell(live("rollback"));
        tellJournals();

        matches("apply");
    }

    @Test
    void applyTwoPlansWithACanaryAndNo() throws IOException {
        List<Path> plans = List.of(webTier(), planned(DB, "--allow", "tcp:5432:10.0.0.0/24"));
        typing("yes\nno\n");

        tell(apply(plans, "--canary", "1"));

        matches("canary");
    }

    @Test
    void applyThatIsNotConfirmed() {
        List<String> words = apply(List.of(webTier()));
        typing("no\n");

        tell(words);

        matches("not-confirmed");
    }

    @Test
    void applyThatIsRefused() {
        Path plan = webTier();
        Path other = planned(DB, "--allow", "tcp:5432:10.0.0.0/24");
        fake.rules(WEB, "tcp 8080 8080 198.51.100.0/24");
        fake.openTo(WEB, 80, 80);

        tell("apply", plan.toString(), other.toString(), "--yes", "--endpoint-url", endpoint.toString());

        matches("refused");
    }

    @Test
    void applyWhoseFirstAnswerIsLost() throws IOException {
        List<String> words = apply(List.of(webTier()), "--yes");
        fake.failing(action -> fake.writes().isEmpty() ? FakeFault.LOST_ANSWER : FakeFault.NONE);

        tell(words);
        tellJournals();

        matches("lost-answer");
    }

    @Test
    void applyThatStopsHalfwayIsResumed() throws IOException {
        List<String> words = apply(List.of(webTier()), "--yes");
        stopHalfway();

        tell(words);
        fake.failing(action -> FakeFault.NONE).permitting("RevokeSecurityGroupEgress");
        tell(live("resume"));
        tellJournals();
        tell(live("resume"));

        matches("resume");
    }

    @Test
    void applyThatStopsHalfwayIsRolledBackBesideARuleOfSomebodyElse() throws IOException {
        List<String> words = apply(List.of(webTier()), "--yes");
        stopHalfway();

        tell(words);
        fake.failing(action -> FakeFault.NONE).permitting("RevokeSecurityGroupEgress");
        fake.rules(WEB, "tcp 8080 8080 198.51.100.0/24");
        tell(live("rollback"));
        tellJournals();

        matches("rollback");
    }

    @Test
    void verifyFindsRejectsNoneOrNothing() throws IOException {
        weir(apply(List.of(webTier()), "--yes"));
        String journal = journal(WEB).toString();
        List<String> words =
                List.of("verify", journal, "--flows", folder.resolve("flows").toString());

        flows(
                record("eni-1 10.0.0.7 198.51.100.25 40000 587", -600, "ACCEPT"),
                record("eni-1 10.0.0.7 198.51.100.25 40001 587", 60, "REJECT"),
                record("eni-1 10.0.0.7 203.0.113.3 40002 443", 61, "ACCEPT"));
        tell(words);
        flows(record("eni-1 10.0.0.7 203.0.113.3 40002 443", 61, "ACCEPT"));
        tell(words);
        flows(record("eni-2 10.0.0.9 203.0.113.3 40002 443", 61, "ACCEPT"));
        tell(words);

        matches("verify");
    }

    /** The page that shows a reject, written. */
    private Path verified() throws IOException {
        weir(apply(List.of(webTier()), "--yes"));
        flows(
                record("eni-1 10.0.0.7 198.51.100.25 40000 587", -600, "ACCEPT"),
                record("eni-1 10.0.0.7 198.51.100.25 40001 587", 60, "REJECT"));
        Path page = folder.resolve("verify.html");

        Said said = weir(
                "verify",
                journal(WEB).toString(),
                "--flows",
                folder.resolve("flows").toString(),
                "--format",
                "html=" + page);

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(said.out()).isEmpty();
        return page;
    }

    @Test
    void verifyAsAPage() throws IOException {
        Golden.matches("verify.html", Golden.page(Files.readString(verified())).replace(folder.toString(), "DIR"));
    }

    /** No request, no complaint, and nothing serious by axe-core, in the light and in the dark. */
    @Test
    void thePageOfVerifyInABrowser() throws Exception {
        Peer.required("chromium");
        String page = verified().toUri().toString();
        Chromium browser = Chromium.start(Files.createDirectory(folder.resolve("browser")));
        try {
            for (String scheme : List.of("light", "dark")) {
                browser.show(scheme, 1280, 900);
                browser.open(page);
                browser.evaluate(PageBrowserTest.axe() + "; true");
                assertThat(PageBrowserTest.serious(browser, scheme)).as(scheme).isEmpty();
                if ("write".equals(System.getenv("WEIR_PICTURES"))) {
                    Files.write(Path.of("target/verify-" + scheme + ".png"), browser.screenshot());
                }
            }
            assertThat(browser.complaints()).isEmpty();
        } finally {
            browser.close();
        }
    }

    @Test
    void whatApplyAndVerifySayFitsTheTerminalAndKeepsIdsWhole() throws IOException {
        terminal = new Terminal(80, Terminal.Colour.OFF);
        Said applied = weir(apply(List.of(webTier()), "--yes"));
        flows(
                record("eni-1 10.0.0.7 198.51.100.25 40000 587", -600, "ACCEPT"),
                record("eni-1 10.0.0.7 198.51.100.25 40001 587", 60, "REJECT"));
        Said verified = weir(
                "verify",
                journal(WEB).toString(),
                "--flows",
                folder.resolve("flows").toString());

        assertThat(applied.exit()).as(applied.all()).isZero();
        assertThat(applied.out()).contains(WEB);
        assertThat(verified.out()).contains("rejected since");
        assertThat((applied.out() + verified.out()).lines())
                .filteredOn(line ->
                        !line.matches(".*(aws ec2|weir) .*") && line.strip().contains(" "))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void verifyNamesWhatLiesBesideFlowLogsAndWasPassedOver() throws IOException {
        weir(apply(List.of(webTier()), "--yes"));
        flows(record("eni-1 10.0.0.7 203.0.113.3 40002 443", 61, "ACCEPT"));
        Files.writeString(folder.resolve("flows/users.json"), "[ { \"user\": \"somebody\" } ]");

        Said said = weir(
                "verify",
                journal(WEB).toString(),
                "--flows",
                folder.resolve("flows").toString());

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err())
                .contains("weir: passed over 1 file without VPC flow logs")
                .contains("users.json");
    }

    @Test
    void verifyAfterARollback() throws IOException {
        weir(apply(List.of(webTier()), "--yes"));
        now = NOON.plusSeconds(300);
        weir(live("rollback"));
        flows(
                record("eni-1 10.0.0.7 198.51.100.25 40001 587", 60, "REJECT"),
                record("eni-1 10.0.0.7 198.51.100.25 40001 587", 600, "ACCEPT"),
                record("eni-1 10.0.0.7 198.51.100.26 40001 587", 601, "REJECT"));

        String flows = folder.resolve("flows").toString();
        tell("verify", journal(WEB).toString(), "--flows", flows);
        flows(record("eni-1 10.0.0.7 203.0.113.3 40002 443", 61, "ACCEPT"));
        tell("verify", journal(WEB).toString(), "--flows", flows);

        matches("verify-rolled-back");
    }

    @Test
    void applyAndVerifySayHowLongOldConnectionsLive() throws IOException {
        group(WEB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB).instance("eni-1", "m8i.large");
        fake.networkInterface("eni-2", "interface", "10.0.0.8", WEB).tracking("eni-2", 600);

        tell(apply(List.of(planned(WEB)), "--yes"));
        tellJournals();
        String client = "192.0.2.77";
        flows(
                record("eni-1 " + client + " 10.0.0.7 50000 443", -60, "ACCEPT"),
                record("eni-1 10.0.0.7 " + client + " 443 50000", -60, "ACCEPT"),
                record("eni-1 10.0.0.7 " + client + " 443 50000", 600, "REJECT"),
                record("eni-2 " + client + " 10.0.0.8 50001 443", 60, "ACCEPT"),
                record("eni-2 10.0.0.8 " + client + " 443 50001", 60, "ACCEPT"));
        List<String> words = List.of(
                "verify",
                journal(WEB).toString(),
                "--flows",
                folder.resolve("flows").toString());
        tell(words);
        flows(record("eni-1 10.0.0.7 198.51.100.25 40001 587", 60, "REJECT"));
        tell(words);

        matches("idle");
    }

    @Test
    void applyThatWatches() throws IOException {
        Path plan = webTier();
        flows(record("eni-1 10.0.0.7 198.51.100.25 40001 587", 60, "REJECT"));

        tell(apply(
                List.of(plan),
                "--yes",
                "--observe",
                "15m",
                "--flows",
                folder.resolve("flows").toString(),
                "--rollback-on-reject",
                "1"));

        matches("observe");
    }

    @Test
    void missingAndForeignFiles() throws IOException {
        Path plan = webTier();
        String missing = folder.resolve("no.journal").toString();
        String flows = flows().toString();
        Path empty = Files.createFile(folder.resolve("empty.journal"));

        tell("apply", folder.resolve("no.json").toString(), "--yes", "--endpoint-url", endpoint.toString());
        for (String file : List.of(missing, plan.toString(), empty.toString(), folder.toString())) {
            tell(live("resume", file));
            tell(live("rollback", file));
            tell("verify", file, "--flows", flows);
        }

        matches("files");
    }
}
