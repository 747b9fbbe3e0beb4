package dev.weir.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.acme.FlowScript.Initiated;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.files.FlowFiles;
import dev.weir.files.Formats;
import dev.weir.files.InventoryFiles;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowText;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.Confidence;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AcmeFlowsTest {

    private static final Path ACME = Path.of(System.getProperty("weir.root", ".."), "examples", "acme");
    private static final Path FLOWS = ACME.resolve("flows");

    private static TrafficProfile profile =
            TrafficProfile.of(new ProfileBuilder().evidence(), InventoryHistory.EMPTY, ProfileSettings.DEFAULT);

    @BeforeAll
    static void observe() {
        Snapshot.Builder snapshot = new Snapshot.Builder();
        InventoryFiles.of(List.of(ACME), Formats.ALL).read(snapshot);
        ProfileBuilder builder = new ProfileBuilder();
        FlowPass.PassResult<ProfileBuilder> outcome = new FlowPass(List.of(new FlowText(List.of())), 1)
                .over(
                        new FlowFiles(List.of(FLOWS), FlowSelection.ALL).list().objects(),
                        () -> builder,
                        reading ->
                                assertThat(reading.complete()).as("%s", reading).isTrue());
        assertThat(outcome.readings()).hasSize(90);
        profile = TrafficProfile.of(builder.evidence(), InventoryHistory.of(snapshot.build()), ProfileSettings.DEFAULT);
    }

    /** After a change to the generator: run {@link AcmeFlows#main} with {@code examples/acme/flows}. */
    @Test
    void theFilesOfTheExampleAreWhatTheGeneratorWrites() throws IOException {
        Map<String, String> found = new TreeMap<>();
        long size = 0;
        try (Stream<Path> paths = Files.walk(FLOWS)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(path);
                size += bytes.length;
                found.put(FLOWS.relativize(path).toString().replace('\\', '/'), inflated(bytes));
            }
        }
        Map<String, String> expected = new TreeMap<>();
        for (Map.Entry<String, String> file : AcmeFlows.files().entrySet()) {
            expected.put(file.getKey(), inflated(AcmeFlows.gzip(file.getValue())));
        }

        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(found.equals(expected)).as("the texts are the same").isTrue();
        assertThat(size).as("bytes that every clone carries").isLessThan(600_000);
    }

    private static String inflated(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** With flags every connection is counted, no more and no less; only what began before the logs has none. */
    @Test
    void everyConnectionThatBeganWithinALogWithFlagsIsCounted() {
        Map<Initiated, Long> seen = new TreeMap<>();
        profile.observations(one -> {
            if (one.service().protocol().number() == FlowScript.TCP) {
                seen.merge(initiated(one), one.connections(), Long::sum);
            }
        });
        Map<Initiated, Long> truth = AcmeFlows.counted();
        Map<Initiated, Long> missed = new TreeMap<>(truth);
        missed.entrySet().removeAll(seen.entrySet());

        assertThat(truth).hasSizeGreaterThan(1000);
        assertThat(missed).isEmpty();
    }

    @Test
    void allThatWasInitiatedIsLearnedAndWhatIsSureIsTrue() {
        Set<Initiated> learned = new TreeSet<>();
        Set<Initiated> sure = new TreeSet<>();
        profile.observations(one -> {
            learned.add(initiated(one));
            if (!one.ambiguous() && one.confidence() != Confidence.LOW) {
                sure.add(initiated(one));
            }
        });

        Set<Initiated> missed = AcmeFlows.initiated();
        missed.removeAll(learned);
        sure.removeAll(AcmeFlows.initiated());

        assertThat(missed).isEmpty();
        assertThat(sure).isEmpty();
        assertThat(profile.figures().ambiguousShare()).isBetween(0.0001, 0.01);
    }

    @Test
    void webTierTalksToAStoreADatabaseAPartnerAndMail() {
        GroupTraffic web = profile.forGroup("sg-0a1b2c3d");

        assertThat(web.conversations().stream()
                        .map(one -> one.service().toString())
                        .distinct())
                .containsExactlyInAnyOrder("tcp 443", "tcp 5432", "tcp 587");
        assertThat(destinations(web, "203.0.113.")).hasSize(8);
        assertThat(destinations(web, "192.0.2.")).hasSizeGreaterThan(30);
        assertThat(destinations(web, "10.20."))
                .hasSize(3)
                .allMatch(one -> one.peer().groups().equals(List.of("sg-0d5e44aa")));
        assertThat(destinations(web, "192.0.2."))
                .allMatch(one -> one.peer().prefixLists().contains("pl-6da54004"));
        assertThat(destinations(web, "203.0.113."))
                .allMatch(one -> one.peer().prefixLists().isEmpty());
        List<Conversation> mail = destinations(web, "198.51.100.25");
        assertThat(mail).hasSize(1);
        assertThat(mail.get(0).days()).hasSize(9).contains(LocalDate.of(2026, 10, 26));
        assertThat(web.interfaces().stream().filter(one -> !one.hasFlowLog())).hasSize(2);
        assertThat(web.denied()).isNotEmpty();
        assertThat(web.figures().lost()).isEqualTo(1);
    }

    @Test
    void databasesInitiateNothing() {
        for (String group : List.of("sg-0d5e44aa", "sg-0aaa230d", "sg-0e6f55bb")) {
            GroupTraffic database = profile.forGroup(group);

            assertThat(database.conversations()).as(group).isEmpty();
            assertThat(database.figures().coverage()).as(group).isGreaterThan(0.99);
        }
    }

    private static List<Conversation> destinations(GroupTraffic traffic, String prefix) {
        return traffic.conversations().stream()
                .filter(one -> one.destination().toString().startsWith(prefix))
                .toList();
    }

    private static Initiated initiated(Observation one) {
        int port = one.service().protocol().hasPorts() ? one.service().from() : 0;
        return new Initiated(
                one.networkInterface(),
                one.service().protocol().number(),
                port,
                one.destination().toString());
    }
}
