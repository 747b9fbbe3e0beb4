package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fake.FakeFault;
import dev.weir.files.JournalFolder;
import dev.weir.files.JournalLock;
import dev.weir.operation.JournalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a change that something comes between: a proxy, a kill, a full disk, somebody else. */
class InterruptedChangeIT extends ChangeCommands {

    private List<String> live(String command) throws IOException {
        return List.of(
                command,
                journal(WEB).toString(),
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s");
    }

    private Said applied() {
        Said said = weir(apply(List.of(planned(WEB)), "--yes"));
        assertThat(said.exit()).as(said.all()).isZero();
        return said;
    }

    @Test
    void aRollbackThatDiedBeforeItsFirstCallIsWhatResumeGoesOnWith() throws IOException {
        group(WEB, ALL);
        applied();
        fake.denying("GetCallerIdentity");
        Said died = weir(live("rollback"));
        fake.permitting("GetCallerIdentity");

        Said resumed = weir(live("resume"));

        assertThat(died.exit()).as(died.all()).isEqualTo(1);
        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(resumed.out()).contains("rolled back and proven by a read");
        assertThat(fake.effective(WEB)).containsExactly(ALL);
    }

    @Test
    void resumeSaysWhereItIsHeadingAndHowToRollBackInstead() throws IOException {
        group(WEB, ALL);
        applied();

        Said resumed = weir(live("resume"));

        assertThat(resumed.err())
                .contains("going on to the planned rules")
                .contains("if it was to be undone: weir rollback " + journal(WEB));
    }

    @Test
    void aSecondProcessWithOtherTemporaryFilesRefuses() throws IOException {
        group(WEB, ALL);
        applied();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link.journal"), journal(WEB));
        int before = fake.actions().size();
        try (JournalLock held = JournalLock.of(folder.resolve("journal"), WEB)) {
            List<String> words = new ArrayList<>(live("rollback"));
            words.set(1, link.toString());

            Said refused = weir(elsewhere, words);

            assertThat(held).isNotNull();
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("another weir on this machine is changing `" + WEB + "`");
            assertThat(fake.actions()).hasSize(before);
        }
        assertThat(weir(elsewhere, live("rollback")).exit()).isZero();
        assertThat(elsewhere).isDirectoryNotContaining(file -> file.toString().endsWith(".lock"));
    }

    @Test
    void aSecondProcessWithItsJournalsElsewhereRefuses() throws IOException {
        group(WEB, ALL);
        Path plan = planned(WEB);
        List<String> words = new ArrayList<>(apply(List.of(plan), "--yes"));
        int before = fake.actions().size();
        try (JournalStore.Right held = new JournalFolder(folder.resolve("elsewhere"), Changing.own())
                .lock(plan(plan).group())) {

            Said refused = weir(words);

            assertThat(held.caveat()).isEmpty();
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("another weir on this machine is changing `" + WEB + "`");
            assertThat(fake.actions().subList(before, fake.actions().size()))
                    .noneMatch(action -> action.equals("GetCallerIdentity"));
        }
        assertThat(weir(words).exit()).isZero();
    }

    @Test
    void aRunThatCannotKeepOutChangesWithJournalsElsewhereSaysSo() throws IOException {
        group(WEB, ALL);
        System.setProperty(
                "user.home", Files.createFile(folder.resolve("no-folder")).toString());

        Said said = weir(apply(List.of(planned(WEB)), "--yes"));

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err()).contains("only changes whose journals lie in `" + folder.resolve("journal") + "`");
    }

    @Test
    void aRuleWhoseTagSomebodyTookOffIsUndoneAllTheSame() throws IOException {
        group(WEB, ALL);
        List<String> words = apply(List.of(planned(WEB)), "--yes");
        fake.failing(action -> fake.writes().isEmpty() ? FakeFault.LOST_ANSWER : FakeFault.NONE);
        Said applied = weir(words);
        fake.untag(WEB);

        Said back = weir(live("rollback"));

        assertThat(applied.exit()).as(applied.all()).isZero();
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(back.out()).doesNotContain("somebody else");
        assertThat(fake.effective(WEB)).containsExactly(ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "AuthorizeSecurityGroupEgress, apply",
        "RevokeSecurityGroupEgress, apply",
        "AuthorizeSecurityGroupEgress, rollback",
        "RevokeSecurityGroupEgress, rollback"
    })
    void aWriteThatAProxyAnsweredIsReadAndSentAgain(String action, String command) throws IOException {
        group(WEB, ALL);
        List<String> words = apply(List.of(planned(WEB)), "--yes");
        if (command.equals("rollback")) {
            weir(words);
            words = live("rollback");
        }
        List<String> pages = new ArrayList<>();
        fake.failing(each -> {
            boolean first = each.equals(action) && pages.isEmpty();
            if (first) {
                pages.add(each);
            }
            return first ? FakeFault.PAGE : FakeFault.NONE;
        });

        Said said = weir(words);

        assertThat(pages).hasSize(1);
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err()).contains("the outcome is not known");
        assertThat(fake.effective(WEB)).containsExactly(command.equals("apply") ? PLANNED : ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeSecurityGroupRules, CUT",
        "DescribeSecurityGroups, CUT",
        "DescribeSecurityGroupRules, PAGE",
        "DescribeSecurityGroups, PAGE",
        "GetCallerIdentity, PAGE"
    })
    void aReadThatIsCutOffIsAskedAgain(String action, FakeFault fault) throws IOException {
        group(WEB, ALL);
        List<String> words = apply(List.of(planned(WEB)), "--yes");
        List<String> reads = new ArrayList<>();
        fake.failingReads(each -> {
            reads.add(each);
            return each.equals(action) && reads.stream().filter(action::equals).count() % 2 == 1
                    ? fault
                    : FakeFault.NONE;
        });

        Said said = weir(words);

        assertThat(reads).contains(action);
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(fake.effective(WEB)).containsExactly(PLANNED);
    }

    @Test
    void anEmptyJournalSaysThatNothingBeganAndHowToBeginAgain() throws IOException {
        Path empty = Files.write(folder.resolve("empty.journal"), new byte[8192]);

        for (String command : List.of("resume", "rollback", "verify")) {
            List<String> words = new ArrayList<>(List.of(command, empty.toString()));
            words.addAll(command.equals("verify") ? List.of("--flows", folder.toString()) : List.of("--yes"));
            Said said = weir(words);

            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err())
                    .contains("its change never began, and nothing is to be undone")
                    .contains("run `weir apply` with the plan again");
        }
    }
}
