package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.codec.PlanCodec;
import dev.weir.fake.FakeEc2;
import dev.weir.plan.Plan;
import dev.weir.report.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The commands that change groups, run in this JVM against a fake Region of their own. */
abstract class ChangeCommands {

    static final String WEB = "sg-0a1b2c3d";
    static final String DB = "sg-0d5e44aa";
    static final String BATCH = "sg-0d77aa10";
    static final String ALL = "-1 -1 -1 0.0.0.0/0";
    static final String PLANNED = "tcp 443 443 203.0.113.0/28";
    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey", "secret",
            "aws.disableEc2Metadata", "true");

    @TempDir
    Path folder = Path.of("");

    final FakeEc2 fake = FakeEc2.start(5);
    URI endpoint = fake.endpoint();
    Terminal terminal = Terminal.NONE;
    private final QuickTime time = new QuickTime();
    private final InputStream keyboard = System.in;
    private final String home = System.getProperty("user.home");

    @BeforeEach
    void signIn() {
        CREDENTIALS.forEach(System::setProperty);
        System.setProperty("user.home", folder.resolve("home").toString());
    }

    @AfterEach
    void signOut() {
        System.setIn(keyboard);
        CREDENTIALS.keySet().forEach(System::clearProperty);
        System.setProperty("user.home", home);
        fake.close();
    }

    Clock clock() {
        return time.on(Clock.systemUTC());
    }

    record Said(int exit, String out, String err) {
        String all() {
            return out + err;
        }
    }

    Said weir(String... words) {
        return weir(List.of(words));
    }

    Said weir(List<String> words) {
        return weir(folder, words);
    }

    /** With another folder for temporary files. */
    Said weir(Path temporary, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                "test",
                out,
                err,
                Map.of("TMPDIR", temporary.toString()),
                clock(),
                () -> terminal,
                () -> false,
                time::pacer);
        int exit = new WeirCli(surroundings).run(words);
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    void typing(String text) {
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    void group(String id, String... lines) {
        fake.group(id);
        fake.rules(id, lines);
    }

    /** A plan that {@code weir plan} makes of the live group. */
    Path planned(String group, String... more) {
        Path file = folder.resolve(group + ".json");
        List<String> words = new ArrayList<>(List.of("plan", group, "--out", file.toString()));
        words.addAll(List.of("--endpoint-url", endpoint.toString(), "--region", "eu-west-1"));
        words.addAll(more.length == 0 ? List.of("--allow", "tcp:443:203.0.113.0/28") : List.of(more));
        Said said = weir(words);
        assertThat(said.exit()).as(said.all()).isIn(0, 3);
        return file;
    }

    static Plan plan(Path file) {
        try {
            return PlanCodec.decode(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    List<String> apply(List<Path> plans, String... more) {
        List<String> words = new ArrayList<>(List.of("apply"));
        Set<String> failing = new LinkedHashSet<>();
        for (Path file : plans) {
            words.add(file.toString());
            plan(file).gates().stream()
                    .filter(Gate::fails)
                    .forEach(gate -> failing.add(gate.name().id()));
        }
        words.addAll(List.of("--endpoint-url", endpoint.toString(), "--settle", "0s", "--in-flight", "0s"));
        words.addAll(List.of("--journal", folder.resolve("journal").toString()));
        failing.forEach(gate -> words.addAll(List.of("--accept", gate)));
        if (!failing.isEmpty()) {
            words.addAll(List.of("--reason", "a test"));
        }
        words.addAll(List.of(more));
        return words;
    }

    Path journal(String group) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.filter(file -> file.getFileName().toString().matches(group + ".*\\.journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static List<String> summary(Said said) {
        List<String> lines = said.out().lines().toList();
        return lines.subList(lines.indexOf("summary") + 1, lines.size());
    }
}
