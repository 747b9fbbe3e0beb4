package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fake.FakeOrganization;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code weir}, run as a user runs it, on the jar that this build has packaged. */
class LauncherIT {
    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final String JAVA_HOME = System.getProperty("java.home");

    /** Making an archive is five starts of Java or more: a test whose point it is not takes the one that is there. */
    @TempDir
    static Path sharedCache;

    @TempDir
    Path folder;

    private Path cache;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void useTheCacheOfAll() {
        cache = sharedCache;
    }

    private void useACacheOfItsOwn() {
        cache = folder.resolve("cache");
    }

    private void useNoCache() throws IOException {
        cache = Files.writeString(folder.resolve("file"), "");
    }

    @Test
    void answersOnStdoutAndSaysNothingElse() throws Exception {
        Outcome first = run(ROOT.resolve("weir"), Map.of(), "--version");
        Outcome second = run(ROOT.resolve("weir"), Map.of(), "--version");

        assertThat(first.out()).contains("weir");
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void keepsItsArchivesAndNothingHalfMade() throws Exception {
        useACacheOfItsOwn();

        run(ROOT.resolve("weir"), Map.of(), "--version");

        String name = archive().toString().replaceAll("(\\.scan)?\\.jsa$", "");
        try (Stream<Path> files = Files.list(cache.resolve("weir"))) {
            List<String> kept = new ArrayList<>(List.of(name + ".jar", name + ".jsa"));
            if (Runtime.version().feature() >= 24) {
                kept.add(name + ".scan.jsa");
            }
            assertThat(files.map(Path::toString)).containsExactlyInAnyOrderElementsOf(kept);
        }
        assertThat(Files.size(archive())).isGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-group.json", "../../../../examples/acme"})
    void scansWithClassesOfTheArchive(String files) throws Exception {
        Path loaded = folder.resolve("loaded");
        Map<String, String> environment = Map.of("WEIR_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        String scanned =
                ROOT.resolve("cli/src/main/launcher").resolve(files).normalize().toString();

        Outcome outcome = run(ROOT.resolve("weir"), environment, "scan", scanned);

        assertThat(outcome.out()).as(outcome.err()).contains("fail");
        assertThat(Files.readAllLines(loaded).stream()
                        .filter(line -> !line.contains("shared objects file"))
                        .filter(line -> line.contains(" dev.weir.")))
                .hasSizeLessThan(10);
    }

    @Test
    void plansWithClassesOfTheArchive() throws Exception {
        Path loaded = folder.resolve("loaded");
        Map<String, String> environment = Map.of("WEIR_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        String example = ROOT.resolve("examples/acme").toString();

        Outcome outcome = run(
                ROOT.resolve("weir"),
                environment,
                "plan",
                "sg-0c4d5e6f",
                "--inventory",
                example,
                "--flows",
                example + "/flows");

        assertThat(outcome.out()).as(outcome.err()).contains("sg-0c4d5e6f");
        assertThat(Files.readAllLines(loaded).stream()
                        .filter(line -> !line.contains("shared objects file"))
                        .filter(line -> line.contains(" dev.weir.")))
                .hasSizeLessThan(60);
    }

    @Test
    void leavesNothingBehindWhereMakingTheArchiveIsInterrupted() throws Exception {
        useACacheOfItsOwn();
        Path home = javaThatClaimsToBe("17.0.1");
        program(home.resolve("bin/java"), "echo begun >begun; sleep 1");
        Process process = start(ROOT.resolve("weir"), Map.of("WEIR_JAVA", home.toString()), "--version");
        while (!Files.exists(folder.resolve("begun"))) {
            Thread.sleep(10);
        }

        process.toHandle().destroy();

        assertThat(outcome(process).exitCode()).isEqualTo(143);
        assertThat(cache.resolve("weir")).isEmptyDirectory();
    }

    @Test
    void makesTheArchiveAgainWhereAPartOfTheProgramIsNewer() throws Exception {
        Path checkout = checkoutWithAMavenThat("exit 1");
        Files.writeString(checkout.resolve("cli/target/weir-cli.jar"), "");
        Path part = Files.createDirectories(checkout.resolve("cli/target/lib")).resolve("weir-core-1.jar");
        Files.writeString(part, "");
        Path home = javaThatClaimsToBe("17.0.1");
        program(home.resolve("bin/java"), "case $* in *-Xshare:dump*) echo made >>made ;; esac");
        Map<String, String> environment = Map.of("WEIR_JAVA", home.toString());

        run(checkout.resolve("weir"), environment, "--version");
        run(checkout.resolve("weir"), environment, "--version");
        assertThat(folder.resolve("made")).hasContent("made\n");

        Files.setLastModifiedTime(part, FileTime.from(Instant.now().plusSeconds(60)));
        run(checkout.resolve("weir"), environment, "--version");
        assertThat(folder.resolve("made")).hasContent("made\nmade\n");
    }

    @Test
    void runsThroughASymbolicLinkFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("weir"), ROOT.resolve("weir"));
        Path linkToTheLink = Files.createSymbolicLink(folder.resolve("linked weir"), link.getFileName());

        Outcome outcome = run(linkToTheLink, Map.of(), "--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void startsWithADamagedArchiveAndSaysNothing() throws Exception {
        run(ROOT.resolve("weir"), Map.of(), "--version");
        Path good = archive();
        useACacheOfItsOwn();
        Path bad = Files.createDirectories(cache.resolve("weir")).resolve(good.getFileName());
        Files.writeString(bad, "not an archive");

        Outcome outcome = run(ROOT.resolve("weir"), Map.of(), "--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("weir");
        assertThat(outcome.err()).isEmpty();
        assertThat(bad).hasContent("not an archive");
    }

    @Test
    void startsWithoutACache() throws Exception {
        useNoCache();

        Outcome outcome = run(ROOT.resolve("weir"), Map.of(), "--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void passesJvmOptionsOn() throws Exception {
        Outcome outcome = run(
                ROOT.resolve("weir"), Map.of("WEIR_JAVA_OPTS", "-Xmx64m -XX:+UseParallelGC -showversion"), "--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("64-Bit Server VM");
    }

    /** What the rehearsal meets is what an account answers: otherwise the archive would hold little of it, and nobody would notice. */
    @Test
    void readsAnAccountWithClassesOfTheArchive() throws Exception {
        Path loaded = folder.resolve("loaded");
        try (FakeOrganization account = FakeOrganization.of(2, 20)) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                    "AWS_SECRET_ACCESS_KEY", "secret",
                    "AWS_CONFIG_FILE", "/dev/null",
                    "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                    "AWS_ENDPOINT_URL", account.endpoint().toString()));
            environment.put("WEIR_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
            Outcome outcome = run(ROOT.resolve("weir"), environment, "scan", "--region", "eu-west-1");

            assertThat(outcome.out()).as(outcome.err()).contains("20 security groups");
        }
        List<String> classes = Files.readAllLines(loaded);
        List<String> besides = classes.stream()
                .filter(line -> !line.contains("shared objects file"))
                .filter(line -> line.contains(" dev.weir.") || line.contains(" software.amazon."))
                .toList();

        assertThat(classes).hasSizeGreaterThan(1500);
        assertThat(besides).hasSizeLessThan(60);
    }

    @Test
    void startsAFolderOfCodeAsShortWorkWhateverItsProviderWeighs() throws Exception {
        Path home = javaThatClaimsToBe("17.0.1");
        program(home.resolve("bin/java"), "echo \"$@\"");
        Path code = Files.createDirectories(folder.resolve("code"));
        Path provider = Files.createDirectories(code.resolve(".terraform")).resolve("provider");
        Files.write(provider, new byte[34 << 20]);
        Map<String, String> environment = Map.of("WEIR_JAVA", home.toString());

        Outcome beside = run(ROOT.resolve("weir"), environment, "scan", code.toString());
        Outcome large = run(ROOT.resolve("weir"), environment, "scan", provider.toString());

        assertThat(beside.out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(large.out()).contains("-XX:+UseParallelGC").doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void refusesAnOldJavaInOneSentence() throws Exception {
        Path old = javaThatClaimsToBe("11.0.2");

        Outcome outcome = run(ROOT.resolve("weir"), Map.of("WEIR_JAVA", old.toString()), "--version");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo("weir: Java 17 or later is needed, and WEIR_JAVA names Java 11.0.2 (" + old + ")\n");
    }

    @Test
    void passesOverAnOldJavaHome() throws Exception {
        useNoCache();
        Path old = javaThatClaimsToBe("1.8.0_412");
        String path = Path.of(JAVA_HOME, "bin") + ":" + System.getenv("PATH");

        Outcome outcome = run(
                ROOT.resolve("weir"), Map.of("WEIR_JAVA", "", "JAVA_HOME", old.toString(), "PATH", path), "--version");

        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void buildsOnceWhenSeveralStartAtOnce() throws Exception {
        Path checkout =
                checkoutWithAMavenThat("sleep 1; cp \"$JAR\" cli/target/weir-cli.jar; ln -s \"$LIB\" cli/target/lib");

        List<Process> starts = new ArrayList<>();
        for (int start = 0; start < 3; start++) {
            starts.add(start(checkout.resolve("weir"), mavenOf(checkout), "--version"));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Process process : starts) {
            outcomes.add(outcome(process));
        }

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).startsWith("weir ").hasLineCount(1);
        });
        assertThat(checkout.resolve("builds")).hasContent("built\n");
        assertThat(checkout.resolve(".weir-build")).doesNotExist();
    }

    @Test
    void saysWhenTheBuildFailedAndStops() throws Exception {
        Path checkout = checkoutWithAMavenThat("echo what went wrong; exit 1");

        Outcome outcome = outcome(start(checkout.resolve("weir"), mavenOf(checkout), "--version"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("what went wrong").contains("the build failed");
        assertThat(checkout.resolve(".weir-build")).doesNotExist();
    }

    /** A name, a version and the holder of a lock, each of which would leave a file behind if any shell ran what it says. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void takesWhatComesFromNamesAndFilesAsText(String shell) throws Exception {
        List<String> words = new ArrayList<>(List.of(shell.split(" ")));
        words.set(0, Peer.required(words.get(0)).program().toString());
        Path work = Files.createDirectories(folder.resolve("work"));
        List<String> hostile = List.of(
                "a\nb[$(touch ran)]",
                "a\n1+b[$(touch ran)] c",
                "a\nb[`touch ran`]\n9999999",
                "$(touch ran)",
                "`touch ran`",
                "; touch ran",
                "x=\n$((b[$(touch ran)]))",
                "-n\ntotal[$(touch ran)]");
        for (String name : hostile) {
            Files.copy(ROOT.resolve("cli/src/main/launcher/one-group.json"), work.resolve(name));
        }
        Path java = javaThatClaimsToBe("17.a[$(touch ran)].0_b[$(touch ran)]");
        Path linked = Files.createSymbolicLink(folder.resolve("h[$(touch ran)]"), java);
        List<String> scan = new ArrayList<>(words);
        scan.addAll(List.of(ROOT.resolve("weir").toString(), "scan"));
        hostile.forEach(name -> scan.add("./" + name));
        List<String> odd = new ArrayList<>(words);
        odd.addAll(List.of(ROOT.resolve("weir").toString(), "--version"));

        Outcome scanned = outcome(start(work, scan, Map.of()));
        Outcome claimed = outcome(start(work, odd, Map.of("WEIR_JAVA", linked.toString())));

        assertThat(scanned.exitCode()).as(scanned.err()).isEqualTo(3);
        assertThat(claimed.exitCode()).as(claimed.err()).isEqualTo(9);
        assertThat(work.resolve("ran")).doesNotExist();
        assertThat(scanned.err() + claimed.err()).doesNotContain("arithmetic").doesNotContain("syntax error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void takesTheHolderOfALockAsText(String shell) throws Exception {
        useNoCache();
        List<String> words = new ArrayList<>(List.of(shell.split(" ")));
        words.set(0, Peer.required(words.get(0)).program().toString());
        Path checkout = checkoutWithAMavenThat("cp \"$JAR\" cli/target/weir-cli.jar; ln -s \"$LIB\" cli/target/lib");
        Files.createDirectories(checkout.resolve(".weir-build"));
        Files.writeString(checkout.resolve(".weir-build/pid"), "b[$(touch ran)]\n");
        words.addAll(List.of(checkout.resolve("weir").toString(), "--version"));

        Outcome outcome = outcome(start(folder, words, mavenOf(checkout)));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThat(checkout.resolve("ran")).doesNotExist();
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("weir"))) {
            Optional<Path> archive = files.filter(file -> file.toString().endsWith(".jsa"))
                    .sorted()
                    .findFirst();
            return archive.orElseThrow();
        }
    }

    private Path javaThatClaimsToBe(String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve("java"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        program(Files.createDirectories(home.resolve("bin")).resolve("java"), "exit 9");
        return home;
    }

    private Path checkoutWithAMavenThat(String does) throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("check out"));
        Files.createDirectories(checkout.resolve("cli/target"));
        program(checkout.resolve("weir"), Files.readString(ROOT.resolve("weir")));
        program(checkout.resolve("mvn"), "echo built >>builds\n" + does);
        return checkout;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, script.startsWith("#!") ? script : "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Map<String, String> mavenOf(Path checkout) {
        return Map.of(
                "PATH",
                checkout + ":" + System.getenv("PATH"),
                "WEIR_REBUILD",
                "",
                "JAR",
                ROOT.resolve("cli/target/weir-cli.jar").toString(),
                "LIB",
                ROOT.resolve("cli/target/lib").toString());
    }

    private Outcome run(Path program, Map<String, String> environment, String... arguments) throws Exception {
        return outcome(start(program, environment, arguments));
    }

    private Process start(Path program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return start(folder, command, environment);
    }

    private Process start(Path in, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WEIR_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment()
                .putAll(Map.of("WEIR_JAVA", JAVA_HOME, "XDG_CACHE_HOME", cache.toString(), "WEIR_REBUILD", "0"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Outcome outcome(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), out, err);
    }
}
