package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-contained archive, made of the program that this build has packaged and of the JDK that runs the tests. */
class ArchiveIT {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final String ACME = ROOT.resolve("examples/acme").toString();
    private static final String PARQUET = ROOT.resolve("adapters/src/test/resources/flows/engines/spark-snappy.parquet")
            .toString();
    private static final int WITHOUT_EC = 22;

    @TempDir
    static Path folder;

    private static Path archive;

    /** What a process ended with, and all that it said. */
    private record Ended(int exit, String said) {}

    @BeforeAll
    static void makeIt() throws Exception {
        archive = made("made", "--folder");
    }

    private static Path made(String name, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("release/archive").toString()));
        command.addAll(List.of(options));
        command.add(folder.resolve(name).toString());
        Ended made = run(command, Map.of("JAVA_HOME", JDK.toString(), "PATH", System.getenv("PATH")));
        assertThat(made.exit()).as(made.said()).isZero();
        return Path.of(made.said().strip().lines().reduce("", (before, last) -> last));
    }

    @Test
    void runsWhereThereIsNoOtherJava() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("awk", "du", "mkdir", "mv", "readlink", "rm")) {
            Files.copy(Peer.required(tool).program(), tools.resolve(tool));
        }
        Path link = Files.createSymbolicLink(folder.resolve("weir"), archive.resolve("weir"));
        Map<String, String> bare =
                Map.of("PATH", tools.toString(), "HOME", folder.resolve("home").toString());
        Map<String, String> talking = new HashMap<>(bare);
        talking.put("WEIR_JAVA_OPTS", "-XshowSettings:properties");

        Ended first = run(List.of(link.toString(), "scan", ACME), bare);
        Ended second = run(List.of(link.toString(), "scan", ACME), bare);

        assertThat(first).isEqualTo(second);
        assertThat(first.exit()).isEqualTo(ExitCode.FOUND);
        PackagedWeir.Said said = PackagedWeir.with(Map.of()).run("scan", ACME);
        assertThat(first.said()).contains(said.out()).contains(said.err());
        assertThat(run(List.of(link.toString(), "version"), talking).said())
                .contains("java.home = " + archive.resolve("runtime").toRealPath() + "\n");
        try (Stream<Path> cached = Files.list(folder.resolve("home/.cache/weir"))) {
            assertThat(cached.filter(file -> file.toString().endsWith(".jsa")))
                    .hasSize(Runtime.version().feature() < 24 ? 1 : 2);
        }
    }

    @Test
    void holdsTheProgramItsPagesAndWhatCompletesIt() throws Exception {
        assertThat(names(archive)).contains("weir", "LICENSE", "NOTICE", "app", "runtime", "completion", "man");
        assertThat(names(archive.resolve("completion"))).containsExactly("_weir", "weir.bash", "weir.fish");
        List<String> commands = new Weir(folder)
                .run("help")
                .out()
                .lines()
                .takeWhile(line -> !line.equals("examples:"))
                .filter(line -> line.startsWith("  ") && line.charAt(2) != ' ')
                .map(line -> "weir-" + line.strip().split(" ")[0] + ".1")
                .filter(name -> !name.equals("weir-version.1") && !name.equals("weir-help.1"))
                .toList();
        assertThat(names(archive.resolve("man/man1"))).contains("weir.1").containsAll(commands);
        assertThat(Files.readString(archive.resolve("man/man1/weir-scan.1"))).contains("2026");
        assertThat(Files.readString(archive.resolve("completion/weir.bash"))).contains("complete -F _weir weir");
    }

    @Test
    void holdsNoModuleButThoseThatAreNeeded() throws Exception {
        Ended listed = run(List.of(archive.resolve("runtime/bin/java").toString(), "--list-modules"), Map.of());

        assertThat(listed.said().lines().map(line -> line.replaceAll("@.*", "")))
                .containsExactlyInAnyOrderElementsOf(modules());
    }

    @Test
    void hasTheModulesThatParquetAndTlsNeed() throws Exception {
        HttpsServer aws = awsWithAKeyOfEllipticCurves();
        try {
            assertThat(probed(archive.resolve("runtime"), List.of(), parquet(aws))
                            .said())
                    .contains("3 records of 1 file")
                    .doesNotContain("is not here");
            assertThat(probed(archive.resolve("runtime"), List.of(), live(aws)).said())
                    .contains("UnauthorizedOperation");
        } finally {
            aws.stop(0);
        }
    }

    @Test
    @Tag("deep")
    void needsEachOfItsModules() throws Exception {
        HttpsServer aws = awsWithAKeyOfEllipticCurves();
        try {
            for (String module : modules()) {
                if (module.equals("java.base")) {
                    continue;
                }
                List<String> others = new ArrayList<>(modules());
                others.remove(module);
                List<String> limited = List.of("--limit-modules", String.join(",", others));
                boolean works = probed(JDK, limited, parquet(aws)).said().contains("3 records of 1 file")
                        && probed(JDK, limited, live(aws)).said().contains("UnauthorizedOperation");
                assertThat(works)
                        .as("all commands work without the module %s", module)
                        .isFalse();
            }
        } finally {
            aws.stop(0);
        }
    }

    private static List<String> parquet(HttpsServer aws) {
        return List.of("observe", PARQUET, "--out", folder.resolve("learned").toString(), "--endpoint-url", url(aws));
    }

    private static List<String> live(HttpsServer aws) {
        return List.of("scan", "--region", "eu-west-1", "--endpoint-url", url(aws));
    }

    /** What a library names and the runtime lacks is told in release/modules, with the library. */
    @Test
    @Tag("deep")
    void knowsEveryModuleThatALibraryNames() throws IOException {
        Path lib = archive.resolve("app/lib");
        List<String> libraries =
                names(lib).stream().map(name -> lib.resolve(name).toString()).toList();
        StringWriter said = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--multi-release",
                        "17",
                        "--ignore-missing-deps",
                        "-summary",
                        "--class-path",
                        String.join(":", libraries),
                        "--recursive",
                        archive.resolve("app/weir-cli.jar").toString());
        Set<String> unknown = new HashSet<>();
        List<String> lines = Files.readAllLines(ROOT.resolve("release/modules"));
        for (String line : said.toString().lines().toList()) {
            String[] words = line.strip().split(" -> ");
            if (words.length != 2 || words[1].endsWith(".jar") || words[1].equals("not found")) {
                continue;
            }
            String library = words[0].replaceAll("-[0-9].*", "");
            boolean known = modules().contains(words[1])
                    || lines.stream()
                            .anyMatch(told -> told.startsWith("- " + words[1] + " ") && told.contains(library));
            if (!known) {
                unknown.add(library + " names " + words[1]);
            }
        }
        assertThat(said.toString()).contains("weir-core");
        assertThat(unknown).isEmpty();
    }

    @Test
    @Tag("deep")
    void isTheSameToTheByteWhenMadeAgain() throws Exception {
        Path one = made("one");
        Path two = made("two");

        assertThat(one.getFileName().toString()).endsWith(".tar.gz");
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    }

    private static List<String> modules() throws IOException {
        return Files.readAllLines(ROOT.resolve("release/modules")).stream()
                .filter(line -> line.matches("[a-z].*"))
                .map(line -> line.split(" ")[0])
                .filter(module -> Runtime.version().feature() < WITHOUT_EC || !module.equals("jdk.crypto.ec"))
                .toList();
    }

    private static Ended probed(Path java, List<String> options, List<String> probe) throws Exception {
        Files.deleteIfExists(folder.resolve("learned"));
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Djavax.net.ssl.trustStore=" + folder.resolve("keys"),
                "-Djavax.net.ssl.trustStorePassword=changeit",
                "-jar",
                archive.resolve("app/weir-cli.jar").toString()));
        command.addAll(probe);
        return run(
                command,
                Map.of(
                        "AWS_ACCESS_KEY_ID",
                        "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY",
                        "secret",
                        "AWS_REGION",
                        "eu-west-1"));
    }

    private static String url(HttpsServer server) {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** What AWS is to TLS, and refuses every call; a server with such a key alone needs a client that knows the curves. */
    private static HttpsServer awsWithAKeyOfEllipticCurves() throws Exception {
        Path keys = folder.resolve("keys");
        Files.deleteIfExists(keys);
        Ended made = run(
                List.of(
                        JDK.resolve("bin/keytool").toString(),
                        "-genkeypair -alias aws -keyalg EC -groupname secp256r1 -validity 3650 -dname CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString()),
                Map.of());
        assertThat(made.exit()).as(made.said()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        byte[] refusal =
                ("<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors>"
                                + "<RequestID>1</RequestID></Response>")
                        .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(403, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Runs it in an environment of these variables alone; a word with blanks stands for several. */
    private static Ended run(List<String> command, Map<String, String> environment) throws Exception {
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.addAll(word.startsWith("-") ? List.of(word.split(" ")) : List.of(word)));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
