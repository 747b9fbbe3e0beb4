package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The GitHub Action's scripts and the pre-commit hook, run as a runner and pre-commit run them. */
class PullRequestIT {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final Path JAR = Path.of("target", "weir-cli.jar").toAbsolutePath();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String CLOSED = """
            Resources:
              Web:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: web
                  SecurityGroupEgress:
                    - { IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/8 }
            """;
    private static final String OPEN = CLOSED.replace(
            "5432, CidrIp: 10.0.0.0/8",
            "5432, CidrIp: 10.0.0.0/8 }\n" + "        - { IpProtocol: \"-1\", CidrIp: 0.0.0.0/0");

    @TempDir
    Path folder = Path.of("");

    private Path work = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    private record Said(int exit, String text) {}

    @BeforeEach
    void begin() throws IOException {
        Peer.required("git");
        Peer.required("bash");
        work = folder.resolve("work");
        Path weir = folder.resolve("weir");
        Files.writeString(
                weir,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -jar '%s' \"$@\"\n"
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), JAR));
        assertThat(weir.toFile().setExecutable(true)).isTrue();
        environment.put("WEIR", weir.toString());
        environment.put("WEIR_OUT", folder.resolve("out").toString());
        environment.put("GITHUB_OUTPUT", folder.resolve("output").toString());
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "a test");
            environment.put("GIT_" + who + "_EMAIL", "test@example.com");
        }
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("WEIR_REBUILD", "0");
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    private Said run(Path where, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as(List.of(command).toString())
                    .isTrue();
            return new Said(process.exitValue(), Files.readString(folder.resolve("said")));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void git(Path where, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Said said = run(where, command.toArray(String[]::new));
        assertThat(said.exit()).as(said.text()).isZero();
    }

    /** A clone as actions/checkout leaves it, one commit deep, of a branch that holds one template beside main's. */
    private void pullRequest(String before, String after) throws IOException {
        Path origin = Files.createDirectories(folder.resolve("origin/infra"));
        Path repository = folder.resolve("origin");
        git(repository, "init", "--quiet", "--initial-branch=main");
        Files.writeString(repository.resolve("README"), "x\n");
        if (!before.isEmpty()) {
            Files.writeString(origin.resolve("template.yaml"), before);
        }
        git(repository, "add", ".");
        git(repository, "commit", "--quiet", "-m", "main");
        git(repository, "checkout", "--quiet", "-b", "topic");
        Files.writeString(origin.resolve("template.yaml"), after);
        git(repository, "add", ".");
        git(repository, "commit", "--quiet", "--allow-empty", "-m", "topic");
        git(folder, "clone", "--quiet", "--depth=1", "--branch=topic", "file://" + repository, work.toString());
    }

    private Said scan(String path, String base) {
        environment.put("WEIR_PATH", path);
        environment.put("WEIR_BASE", base);
        return run(work, ROOT.resolve("action/scan.sh").toString());
    }

    private String out(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }

    @Test
    void whatABranchOpensFailsTheCheckAndIsSaid() throws IOException {
        pullRequest(CLOSED, OPEN);

        Said said = scan("infra", "main");

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(Files.readString(folder.resolve("output"))).isEqualTo("code=3\n");
        assertThat(out("comment.md")).startsWith("### weir: 1 opened\n").contains("`all traffic to 0.0.0.0/0`");
        assertThat(out("scan.md")).startsWith("### weir: 1 of 1 security group lets traffic out to the world");
        assertThat(JSON.readTree(out("weir.sarif")).findValues("uri"))
                .isNotEmpty()
                .allMatch(uri -> uri.stringValue().equals("infra/template.yaml"));
        assertThat(folder.resolve("out/base")).doesNotExist();
    }

    @Test
    void whatWasOpenBeforeDoesNotFailTheCheckOfABranch() throws IOException {
        pullRequest(OPEN, "# moved\n" + OPEN);

        assertThat(scan(".", "main").exit()).isZero();

        assertThat(Files.readString(folder.resolve("output"))).isEqualTo("code=0\n");
        assertThat(out("comment.md")).startsWith("### weir: no difference\n");
        assertThat(JSON.readTree(out("weir.sarif")).findValues("uri"))
                .isNotEmpty()
                .allMatch(uri -> uri.stringValue().equals("infra/template.yaml"));
    }

    @Test
    void withoutABaseEverythingCounts() throws IOException {
        pullRequest(OPEN, OPEN);

        assertThat(scan("infra", "").exit()).isZero();

        assertThat(Files.readString(folder.resolve("output"))).isEqualTo("code=3\n");
        assertThat(out("comment.md")).isEqualTo(out("scan.md"));
    }

    @Test
    void theFirstCodeOfARepositoryHasNothingToBeComparedWith() throws IOException {
        pullRequest("", OPEN);

        assertThat(scan("infra", "main").exit()).isZero();

        assertThat(Files.readString(folder.resolve("output"))).isEqualTo("code=3\n");
        assertThat(out("comment.md")).isEqualTo(out("scan.md"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch pwned)",
                "; touch pwned",
                "--upload-pack=touch pwned",
                "main\ntouch pwned",
                "../../main",
                "no-such-branch"
            })
    void aBaseThatIsNoBranchFailsAndRunsNothing(String base) throws IOException {
        pullRequest(CLOSED, OPEN);

        assertThat(scan("infra", base).exit()).isNotZero();
        assertThat(folder.resolve("output")).doesNotExist();
        assertThat(work.resolve("pwned")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(touch pwned)", "--format", "-", "no such folder", "`touch pwned`"})
    void aPathIsAPathWhateverItLooksLike(String path) throws IOException {
        pullRequest(CLOSED, OPEN);

        scan(path, "main");

        assertThat(Files.readString(folder.resolve("output"))).isEqualTo("code=1\n");
        assertThat(work.resolve("pwned")).doesNotExist();
    }

    /** A `gh` that keeps comments in a folder, one file each, and answers as GitHub's API does. */
    private void fakeGh() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path comments = Files.createDirectories(folder.resolve("comments"));
        Files.writeString(bin.resolve("gh"), """
                #!/usr/bin/env bash
                set -euo pipefail
                comments='%s'
                [ -z "${GH_BROKEN:-}" ] || exit 1
                [ "$1" = api ] || exit 9
                shift
                method=GET path='' filter='' body=''
                while [ $# -gt 0 ]; do
                    case $1 in
                        --method) method=$2; shift ;;
                        --jq) filter=$2; shift ;;
                        -F) body=${2#body=@}; shift ;;
                        --paginate | --silent) ;;
                        repos/*) path=$1 ;;
                        *) exit 8 ;;
                    esac
                    shift
                done
                printf '%%s %%s\\n' "$method" "$path" >>'%s'
                case $method:$path in
                    GET:repos/o/r/issues/7/comments\\?per_page=100) find "$comments" -name '*.json' -exec cat {} + | jq -s . | jq -r "$filter" ;;
                    POST:repos/o/r/issues/7/comments)
                        id=$(($(ls "$comments" | wc -l) + 1))
                        jq -n --argjson id "$id" --rawfile body "$body" \\
                            '{id: $id, user: {login: "github-actions[bot]"}, body: $body}' >"$comments/$id.json" ;;
                    PATCH:repos/o/r/issues/comments/*)
                        file=$comments/${path##*/}.json
                        jq --rawfile body "$body" '.body = $body' "$file" >"$file.new"
                        mv "$file.new" "$file" ;;
                    *) exit 7 ;;
                esac
                """.formatted(comments, folder.resolve("calls")));
        assertThat(bin.resolve("gh").toFile().setExecutable(true)).isTrue();
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("GH_REPO", "o/r");
        environment.put("GH_TOKEN", "none");
        environment.put("WEIR_PR", "7");
        environment.put("WEIR_AUTHOR", "github-actions[bot]");
        environment.put("WEIR_COMMENT", folder.resolve("c.md").toString());
    }

    private Said comment(String path, String text) throws IOException {
        Files.writeString(folder.resolve("c.md"), text);
        environment.put("WEIR_PATH", path);
        return run(folder, ROOT.resolve("action/comment.sh").toString());
    }

    private List<JsonNode> comments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("comments"))) {
            return files.sorted().map(file -> JSON.readTree(file.toFile())).toList();
        }
    }

    @Test
    void oneCommentForEachPathIsWrittenAndThenUpdated() throws IOException {
        Peer.required("jq");
        fakeGh();

        assertThat(comment("infra", "first\n")).isEqualTo(new Said(0, ""));
        assertThat(comment("infra", "second `$(touch pwned)` @all\n")).isEqualTo(new Said(0, ""));
        assertThat(comment("other $(touch pwned)", "another\n")).isEqualTo(new Said(0, ""));

        assertThat(comments()).hasSize(2);
        assertThat(comments().get(0).get("body").stringValue())
                .matches("<!-- weir [0-9a-f]{64} -->\nsecond `\\$\\(touch pwned\\)` @all\n");
        assertThat(comments().get(1).get("body").stringValue()).endsWith("-->\nanother\n");
        assertThat(Files.readString(folder.resolve("calls")))
                .contains("POST repos/o/r/issues/7/comments\n")
                .contains("PATCH repos/o/r/issues/comments/1\n");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    void nobodyElsesCommentIsTouchedThoughItBeginsWithTheMarker() throws IOException {
        Peer.required("jq");
        fakeGh();
        comment("infra", "ours\n");
        JsonNode ours = comments().get(0);
        Files.writeString(
                folder.resolve("comments/1.json"),
                ours.toString().replace("github-actions[bot]", "mallory").replace("ours", "theirs"));

        comment("infra", "new\n");

        assertThat(comments()).hasSize(2);
        assertThat(comments().get(0).get("body").stringValue()).endsWith("theirs\n");
        assertThat(comments().get(1).get("body").stringValue()).endsWith("new\n");
    }

    @Test
    void aTokenThatOnlyReadsIsAWarningAndNoFailure() throws IOException {
        fakeGh();
        environment.put("GH_BROKEN", "1");

        Said said = comment("infra", "first\n");

        assertThat(said.exit()).isZero();
        assertThat(said.text()).startsWith("::warning::weir: ");
        environment.put("WEIR_PR", "");
        assertThat(comment("infra", "first\n").exit()).isZero();
    }

    @Test
    void theActionPutsNoTextOfOthersIntoAShellAndPinsWhatItUses() throws IOException {
        Map<?, ?> action = yaml(ROOT.resolve("action.yml"));
        Map<?, ?> runs = (Map<?, ?>) Objects.requireNonNull(action.get("runs"));
        List<?> steps = (List<?>) Objects.requireNonNull(runs.get("steps"));

        assertThat(steps).hasSizeGreaterThan(5);
        for (Object step : steps) {
            Map<?, ?> one = (Map<?, ?>) step;
            if (one.containsKey("run")) {
                assertThat(String.valueOf(one.get("run"))).doesNotContain("${{");
                assertThat(one.get("shell")).isEqualTo("bash");
            } else {
                assertThat(String.valueOf(one.get("uses"))).matches("[a-z/-]+@[0-9a-f]{40}");
            }
        }
        Map<?, ?> workflow = yaml(ROOT.resolve("examples/github/weir.yml"));
        assertThat(workflow.get("permissions")).isEqualTo(Map.of());
        assertThat(Files.readString(ROOT.resolve("examples/github/weir.yml")))
                .doesNotContain("pull_request_target")
                .doesNotContain("run:");
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    @Test
    void shellcheckHasNothingToSay() {
        String shellcheck = Peer.required("shellcheck").program().toString();

        Said said = run(
                ROOT, shellcheck, "--norc", "--severity=style", "--format=gcc", "action/scan.sh", "action/comment.sh");

        assertThat(said).isEqualTo(new Said(0, ""));
    }

    @Test
    void actionlintHasNothingToSay() {
        String actionlint = Peer.required("actionlint").program().toString();

        assertThat(run(ROOT, actionlint, "-no-color", "examples/github/weir.yml"))
                .isEqualTo(new Said(0, ""));
    }

    /** Out of a repository that holds the program built, because a clone builds itself by Maven. */
    private void hook(String id, String name, String closed, String open) throws IOException {
        String preCommit = Peer.required("pre-commit").program().toString();
        Path hooks = Files.createDirectories(folder.resolve("hooks"));
        Files.copy(ROOT.resolve(".pre-commit-hooks.yaml"), hooks.resolve(".pre-commit-hooks.yaml"));
        Files.copy(ROOT.resolve("weir"), hooks.resolve("weir"));
        assertThat(hooks.resolve("weir").toFile().setExecutable(true)).isTrue();
        Path target = Files.createDirectories(hooks.resolve("cli/target/lib"));
        Files.copy(JAR, target.resolveSibling("weir-cli.jar"));
        try (Stream<Path> libraries = Files.list(JAR.resolveSibling("lib"))) {
            for (Path library : libraries.toList()) {
                Files.copy(library, target.resolve(library.getFileName().toString()));
            }
        }
        git(hooks, "init", "--quiet", "--initial-branch=main");
        git(hooks, "add", "--force", ".");
        git(hooks, "commit", "--quiet", "-m", "hooks");
        String commit = run(hooks, "git", "rev-parse", "HEAD").text().strip();
        Path mine = Files.createDirectories(folder.resolve("mine"));
        git(mine, "init", "--quiet", "--initial-branch=main");
        Files.writeString(mine.resolve(".pre-commit-config.yaml"), """
                repos:
                  - repo: %s
                    rev: %s
                    hooks:
                      - id: %s
                """.formatted(hooks.toUri(), commit, id));
        environment.put("PRE_COMMIT_HOME", folder.resolve("pre-commit").toString());
        Files.writeString(mine.resolve("note.txt"), "nothing\n");
        git(mine, "add", ".");

        assertThat(run(mine, preCommit, "run").text()).contains("(no files to check)Skipped");
        Files.writeString(mine.resolve(name), closed);
        git(mine, "add", ".");
        Said passes = run(mine, preCommit, "run");
        Files.writeString(mine.resolve(name), open);
        git(mine, "add", ".");
        Said fails = run(mine, preCommit, "run");

        assertThat(passes.exit()).as(passes.text()).isZero();
        assertThat(passes.text()).contains("Passed");
        assertThat(fails.exit()).isEqualTo(1);
        assertThat(fails.text()).contains("- exit code: 3").contains("all ports");
    }

    @Test
    void preCommitRunsTheHookOnTerraform() throws IOException {
        String closed = "resource \"aws_security_group\" \"web\" {\n  name = \"web\"\n  egress = []\n}\n";
        String open = """
                resource "aws_security_group" "web" {
                  name = "web"
                  egress {
                    from_port   = 0
                    to_port     = 0
                    protocol    = "-1"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                """;
        Files.createDirectories(folder.resolve("tf"));
        Files.writeString(folder.resolve("tf/main.tf"), closed);
        hook("weir", "main.tf", closed, open);
    }

    @Test
    void preCommitRunsTheHookOnTemplates() throws IOException {
        hook("weir-cloudformation", "template.yaml", CLOSED, OPEN);
    }
}
