package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** The three shells themselves complete what is typed on a terminal; a program that notes its words stands for weir. */
class CompletionTest {

    private static final Path TYPE =
            Path.of("src", "test", "resources", "completion", "type.py").toAbsolutePath();
    private static final List<String> HOSTILE = List.of(
            "h1$(touch RAN)",
            "h2`touch RAN`",
            "h3;touch RAN;",
            "h4 two  words",
            "h5'single\"double",
            "h6\\back\\slash",
            "h7*glob?[a]{b,c}",
            "h8&|<>()#!~",
            "h9=equals:colon");

    @TempDir
    Path folder;

    private enum Shell {
        BASH,
        ZSH,
        FISH;

        /** The command that starts it with nothing but this completion, and READY as prompt. */
        List<String> command(Path folder, String script) throws IOException {
            switch (this) {
                case BASH:
                    String rc = "PS1='READY '\nHISTFILE=\n" + script;
                    Files.writeString(folder.resolve("rc"), rc);
                    return List.of(
                            "bash",
                            "--noprofile",
                            "--rcfile",
                            folder.resolve("rc").toString(),
                            "-i");
                case ZSH:
                    Files.writeString(folder.resolve("_weir"), script);
                    Files.writeString(
                            folder.resolve(".zshrc"),
                            "fpath=(" + folder + " $fpath)\nautoload -Uz compinit\ncompinit -u -D\nPS1='READY '\n");
                    return List.of("env", "ZDOTDIR=" + folder, "zsh", "-d", "-i");
                case FISH:
                    // Else its first start reads every manual page of the machine, and goes on when it is gone.
                    Files.createDirectories(folder.resolve(".local/share/fish/generated_completions"));
                    Path completions =
                            Files.createDirectories(folder.resolve("fish").resolve("completions"));
                    Files.writeString(completions.resolve("weir.fish"), script);
                    Files.writeString(
                            folder.resolve("fish").resolve("config.fish"),
                            "function fish_prompt; echo 'READY '; end\nset -g fish_greeting\n");
                    return List.of("env", "XDG_CONFIG_HOME=" + folder, "fish", "-i");
            }
            throw new IllegalStateException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void completesCommandsOptionsAndWords(Shell shell) throws Exception {
        Map<String, List<String>> expected = Map.ofEntries(
                Map.entry("weir sca\t", List.of("scan")),
                Map.entry("weir help expo\t", List.of("help", "export")),
                Map.entry("weir man roll\t", List.of("man", "rollback")),
                Map.entry("weir completion zs\t", List.of("completion", "zsh")),
                Map.entry("weir iam obs\t", List.of("iam", "observe")),
                Map.entry("weir scan --fail-on crit\t", List.of("scan", "--fail-on", "critical")),
                Map.entry("weir scan --fail-on=crit\t", List.of("scan", "--fail-on=critical")),
                Map.entry("weir scan --format js\t", List.of("scan", "--format", "json")),
                Map.entry("weir scan --format=js\t", List.of("scan", "--format=json")),
                Map.entry("weir plan --format ht\t", List.of("plan", "--format", "html")),
                Map.entry("weir plan --internet po\t", List.of("plan", "--internet", "port-only")),
                Map.entry("weir export --to terr\t", List.of("export", "--to", "terraform")),
                Map.entry(
                        "weir scan --format csv --fail-on med\t",
                        List.of("scan", "--format", "csv", "--fail-on", "medium")),
                Map.entry("weir plan --failing --prefer addr\t", List.of("plan", "--failing", "--prefer", "addresses")),
                Map.entry("weir apply --rollback-on\t 3", List.of("apply", "--rollback-on-reject", "3")),
                Map.entry("weir apply --accept cold\t", List.of("apply", "--accept", "cold-start-seen")),
                Map.entry("weir scan --baseline foun\t", List.of("scan", "--baseline", "found.json")),
                Map.entry("weir scan --baseline=foun\t", List.of("scan", "--baseline=found.json")),
                Map.entry("weir scan --format json=foun\t", List.of("scan", "--format", "json=found.json")),
                Map.entry("weir scan --format=json=foun\t", List.of("scan", "--format=json=found.json")),
                Map.entry("weir scan --fail-on low in\t", List.of("scan", "--fail-on", "low", "inner")),
                Map.entry("weir scan inner/de\t", List.of("scan", "inner/deep.json")),
                // A folder is asked for, and `found.json` is none.
                Map.entry("weir snapshot --append foun\t", List.of("snapshot", "--append", "foun")),
                Map.entry("weir snapshot --append inn\t", List.of("snapshot", "--append", "inner")),
                // What no shell can know stays as it is, and is no file either.
                Map.entry("weir scan --profile foun\t", List.of("scan", "--profile", "foun")),
                Map.entry("weir scan nosu\t", List.of("scan", "nosu")));
        List<String> lines = expected.keySet().stream().sorted().toList();
        Files.createDirectories(folder.resolve("work").resolve("inner"));
        Files.writeString(folder.resolve("work").resolve("found.json"), "");
        Files.writeString(folder.resolve("work").resolve("inner").resolve("deep.json"), "");

        List<List<String>> words = typed(shell, lines);

        for (int i = 0; i < lines.size(); i++) {
            // zsh takes the slash of a folder away again at the end of the line.
            assertThat(words.get(i).stream().map(word -> word.replaceAll("/$", "")))
                    .as("%s: %s", shell, lines.get(i))
                    .containsExactlyElementsOf(expected.get(lines.get(i)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileNamesThatAreCommandsStayNames(Shell shell) throws Exception {
        Path work = Files.createDirectories(folder.resolve("work"));
        List<String> lines = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (String name : HOSTILE) {
            Files.writeString(work.resolve(name), "");
            lines.add("weir scan " + name.substring(0, 2) + "\t");
            expected.add(List.of("scan", name));
            lines.add("weir scan --baseline=" + name.substring(0, 2) + "\t");
            expected.add(List.of("scan", "--baseline=" + name));
            lines.add("weir scan --format json=" + name.substring(0, 2) + "\t");
            expected.add(List.of("scan", "--format", "json=" + name));
        }
        Files.writeString(work.resolve("hx\n$(touch RAN)"), "");

        List<List<String>> words = typed(shell, lines);

        assertThat(words).isEqualTo(expected);
        assertThat(work.resolve("RAN")).doesNotExist();
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        Peer shellcheck = Peer.required("shellcheck");
        Path script = folder.resolve("weir.bash");
        Files.writeString(script, new Weir(folder).run("completion", "bash").out());

        assertThat(run(List.of(shellcheck.program().toString(), "-s", "bash", script.toString()), ""))
                .isEmpty();
    }

    /** A word that is offered is one that the help of its option names. */
    @Test
    void offersWhatHelpNames() {
        List<Grammar> commands = Stream.of(
                        new ScanCommand(),
                        new DiffCommand(),
                        new PlanCommand(),
                        new ExportCommand(),
                        new IamCommand(),
                        new ObserveCommand(),
                        new TrendCommand())
                .map(Command::grammar)
                .toList();
        int offered = 0;
        for (Grammar command : commands) {
            for (Grammar.Option option : command.options()) {
                // The gates are many, and the refusal names them.
                for (String word : option.equals(Acceptances.ACCEPT) ? List.<String>of() : option.values()) {
                    assertThat(option.description()).as(command.name()).containsPattern("\\b" + word + "\\b");
                    offered++;
                }
            }
        }
        assertThat(offered).isGreaterThan(30);
    }

    private List<List<String>> typed(Shell shell, List<String> lines) throws Exception {
        Peer.required(shell.name().toLowerCase(Locale.ROOT));
        String python = Peer.required("python3").program().toString();
        Path weir = Files.createDirectories(folder.resolve("bin")).resolve("weir");
        Path record = folder.resolve("record");
        Files.writeString(weir, "#!/bin/sh\nprintf '%s\\0' \"$@\" END >>'" + record + "'\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(weir, PosixFilePermissions.fromString("rwxr-xr-x"));
        String script = new Weir(folder)
                .run("completion", shell.name().toLowerCase(Locale.ROOT))
                .out();
        List<String> command = new ArrayList<>(List.of(python, TYPE.toString(), record.toString()));
        command.addAll(shell.command(folder, script));

        String answer = run(command, String.join("\n", lines) + "\n");

        assertThat(answer).as("%s", shell).startsWith("[");
        List<List<String>> words = new ArrayList<>();
        new JsonMapper().readTree(answer).forEach(line -> {
            List<String> one = new ArrayList<>();
            line.forEach(word -> one.add(word.asString()));
            words.add(one);
        });
        return words;
    }

    private String run(List<String> command, String input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(Files.createDirectories(folder.resolve("work")).toFile());
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, added) -> added + old);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "dumb");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Path out = folder.resolve("out");
        Process process = builder.redirectOutput(out.toFile()).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(process.waitFor(2, TimeUnit.MINUTES))
                .as("an end of %s", command)
                .isTrue();
        return Files.readString(out);
    }
}
