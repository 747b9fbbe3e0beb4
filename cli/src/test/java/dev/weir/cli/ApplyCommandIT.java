package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.fake.FakeFault;
import dev.weir.files.JournalLock;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that change groups, from a live plan to a ticket, against the fake EC2. */
class ApplyCommandIT extends ChangeCommands {

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "y\n", "YES\n", "Yes\n", " yes\n", "yes \n", "yes please\n", "no\n"})
    void takesNothingButYes(String typed) {
        group(WEB, ALL);
        List<String> words = apply(List.of(planned(WEB)));
        typing(typed);

        Said said = weir(words);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("type `yes`")
                .contains("not confirmed, so weir did not make this change; help: only `yes` is accepted, or `--yes`");
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void takesYes() {
        group(WEB, ALL);
        List<String> words = apply(List.of(planned(WEB)));
        typing("yes\n");

        Said said = weir(words);

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(fake.effective(WEB)).containsExactly(PLANNED);
    }

    @Test
    void aDryRunPrintsEveryCallThatTheChangeThenMakes() {
        group(WEB, ALL, "tcp 22 22 10.0.0.0/8", "tcp 80 80 0.0.0.0/0");
        List<Path> plans = List.of(planned(WEB));

        Said dry = weir(apply(plans, "--dry-run"));
        List<String> before = fake.writes();
        Said made = weir(apply(plans, "--yes"));

        assertThat(dry.exit()).as(dry.all()).isZero();
        assertThat(before).isEmpty();
        assertThat(made.exit()).as(made.all()).isZero();
        assertThat(dry.out().lines().map(line -> line.split(" ")[2]).toList())
                .containsExactly("authorize-security-group-egress", "revoke-security-group-egress");
        assertThat(fake.writes()).containsExactly("AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress");
    }

    @Test
    void goesThroughIntermediateRulesOnAQuotaWithoutARuleToSpare() throws IOException {
        group(WEB, ALL, "tcp 443 443 0.0.0.0/0", "tcp 80 80 0.0.0.0/0", "udp 53 53 0.0.0.0/0", "tcp 22 22 0.0.0.0/0");
        fake.withQuota(10);
        List<String> original = fake.effective(WEB);
        List<String> allow = new ArrayList<>(List.of("--quota", "10"));
        for (String to : List.of(
                "10.0.0.0/28",
                "10.0.0.16/28",
                "10.0.0.33",
                "192.0.2.1",
                "192.0.2.2",
                "192.0.2.4/30",
                "192.0.2.9",
                "192.0.2.11")) {
            allow.addAll(List.of("--allow", "tcp:443:" + to));
        }
        Path file = planned(WEB, allow.toArray(String[]::new));
        List<Known> result = plan(file).result();
        List<String> broken = new ArrayList<>();
        fake.watchedBy(rules -> {
            boolean old = rules.containsAll(original);
            if (!old
                    && !permissions(result)
                            .implies(permissions(
                                    rules.stream().map(ApplyCommandIT::rule).toList()))) {
                broken.add(rules.toString());
            }
        });

        Said dry = weir(apply(List.of(file), "--dry-run"));
        Said applied = weir(apply(List.of(file), "--yes"));
        List<String> after = fake.effective(WEB);
        Said back = weir(
                "rollback",
                journal(WEB).toString(),
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s");

        assertThat(plan(file).intermediate()).hasSize(2);
        assertThat(dry.out().lines()).hasSize(4);
        assertThat(applied.exit()).as(applied.all()).isZero();
        assertThat(applied.err())
                .contains("old and new rules do not fit the quota together")
                .contains("the intermediate rules stand alone; going on to the planned ones");
        assertThat(after)
                .containsExactlyInAnyOrderElementsOf(
                        result.stream().map(ApplyCommandIT::key).toList());
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(fake.effective(WEB)).isEqualTo(original);
        assertThat(broken).isEmpty();
        assertThat(fake.writes()).hasSize(8);
    }

    private static Permissions permissions(List<Known> rules) {
        return Permissions.of(rules, PrefixLists.NONE);
    }

    /** From a line of the fake. */
    private static Known rule(String key) {
        String[] words = key.split(" ");
        return Fixtures.rule(
                words[0].equals("-1")
                        ? "all " + words[3]
                        : words[0] + " " + words[1] + "-" + words[2] + " " + words[3]);
    }

    private static String key(Known rule) {
        return rule.service().protocol() + " " + rule.service().from() + " "
                + rule.service().to() + " " + rule.destination().text();
    }

    @Test
    void asksAgainAfterTheCanaryAndSaysWhatWasNotBegun() {
        List<Path> plans = new ArrayList<>();
        for (String id : List.of(WEB, DB, BATCH)) {
            group(id, ALL);
            plans.add(planned(id));
        }
        typing("yes\nno\n");

        Said said = weir(apply(plans, "--canary", "1"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(fake.effective(WEB)).containsExactly(PLANNED);
        assertThat(fake.effective(DB)).containsExactly(ALL);
        assertThat(said.err()).contains("To go on with the other 2 of " + DB, "(1 rule comes, 1 goes), type `yes`");
        assertThat(summary(said))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("applied +sg-0a1b2c3d .*  plan sha256:[0-9a-f]{64}  by"
                                        + " arn:aws:iam::111122223333:user/ops  journal .*\\.journal"),
                        line -> assertThat(line).matches("not begun +sg-0d5e44aa .*  plan sha256:[0-9a-f]{64}"),
                        line -> assertThat(line).matches("not begun +sg-0d77aa10 .*  plan sha256:[0-9a-f]{64}"));
    }

    @Test
    void goesOnAfterTheCanaryOnASecondYes() {
        List<Path> plans = new ArrayList<>();
        for (String id : List.of(WEB, DB)) {
            group(id, ALL);
            plans.add(planned(id));
        }
        typing("yes\nyes\n");

        Said said = weir(apply(plans, "--canary", "1"));

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(fake.effective(WEB)).containsExactly(PLANNED);
        assertThat(fake.effective(DB)).containsExactly(PLANNED);
        assertThat(summary(said)).hasSize(2).allMatch(line -> line.startsWith("applied "));
    }

    @Test
    void stopsAtTheFirstPlanThatFails() {
        List<Path> plans = new ArrayList<>();
        for (String id : List.of(WEB, DB, BATCH)) {
            group(id, ALL);
            plans.add(planned(id));
        }
        List<String> words = apply(plans, "--yes");
        try (JournalLock held = JournalLock.of(folder.resolve("journal"), DB)) {
            assertThat(held).isNotNull();

            Said said = weir(words);

            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err()).contains("another weir on this machine is changing `" + DB + "`");
            assertThat(summary(said))
                    .map(line -> line.replaceAll("^(.*?)  +(sg-\\w+) .*", "$1 $2"))
                    .containsExactly("applied " + WEB, "not begun " + DB, "not begun " + BATCH);
            assertThat(fake.effective(BATCH)).containsExactly(ALL);
        }
    }

    @Test
    void findsAMissingPermissionBeforeAnythingChanges() {
        group(WEB, ALL);
        List<Path> plans = List.of(planned(WEB));
        fake.denying("RevokeSecurityGroupEgress");

        Said said = weir(apply(plans, "--yes"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("the caller may not revoke rules of `" + WEB + "`")
                .contains("`weir iam apply` prints the policy")
                .contains("nothing was changed");
        assertThat(fake.writes()).isEmpty();
        assertThat(fake.effective(WEB)).containsExactly(ALL);
    }

    @Test
    void saysWhatTheChangeItselfCutsAndRefusesUntilItIsAccepted() {
        group(WEB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        Path file = planned(WEB);
        List<String> words = apply(List.of(file), "--yes");
        fake.openTo(WEB, 80, 80);

        Said refused = weir(words);
        words.addAll(List.of("--accept", "untracked-connections"));
        Said accepted = weir(words);

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains("interrupts connections that AWS does not track now")
                .contains("inbound tcp 80 over IPv4 on eni-1")
                .contains("gate `untracked-connections` fails: the change cuts inbound tcp 80 from anywhere (IPv4)");
        assertThat(accepted.exit()).as(accepted.all()).isZero();
        assertThat(accepted.err()).contains("inbound tcp 80 over IPv4 on eni-1").contains("TCP: up to 5 days");
        assertThat(fake.effective(WEB)).containsExactly(PLANNED);
    }

    @Test
    void refusesWhenAnInterfaceChangedItsGroupsSinceThePlan() {
        group(WEB, ALL);
        group(DB, ALL);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        Path file = planned(WEB);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB, DB);

        Said said = weir(apply(List.of(file), "--yes"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("interface `eni-1` changed its groups: expected sg-0a1b2c3d, found sg-0a1b2c3d, sg-0d5e44aa");
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void callsAWriteThatGotNoAnswerUnknownAndReadsBeforeItWritesAgain() {
        group(WEB, ALL);
        List<Path> plans = List.of(planned(WEB));
        List<String> faults = new ArrayList<>();
        fake.failing(action -> {
            faults.add(action);
            return faults.size() == 1 ? FakeFault.LOST_ANSWER : FakeFault.NONE;
        });

        Said said = weir(apply(plans, "--yes"));

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err()).contains("the outcome is not known").doesNotContain("failed");
        assertThat(fake.effective(WEB)).containsExactly(PLANNED);
        List<String> actions = fake.actions();
        int lost = actions.lastIndexOf("AuthorizeSecurityGroupEgress");
        assertThat(actions.get(lost + 1)).startsWith("Describe");
    }

    @Test
    void refusesAPlanOfAnotherAccount() throws IOException {
        group(WEB, ALL);
        Path inventory = folder.resolve("groups.json");
        Files.writeString(inventory, """
            {"SecurityGroups": [{"GroupId": "%1$s", "GroupName": "web", "OwnerId": "999988887777", "VpcId": "vpc-1",
              "SecurityGroupArn": "arn:aws:ec2:eu-west-1:999988887777:security-group/%1$s", "Description": "",
              "IpPermissions": [], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
            """.formatted(WEB));
        Path foreign = folder.resolve("foreign.json");
        Said made = weir(
                "plan",
                WEB,
                "--inventory",
                inventory.toString(),
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                foreign.toString());

        Said said = weir(apply(List.of(foreign), "--yes"));

        assertThat(made.exit()).as(made.all()).isIn(0, 3);
        assertThat(said.exit()).as(said.all()).isEqualTo(1);
        assertThat(said.err()).contains("belongs to another account: expected 999988887777, found");
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void saysThatOptionsMissOneAnother() {
        List<String> wrong = Stream.of(
                        List.of("apply", "x.json", "--observe", "1m"),
                        List.of("apply", "x.json", "--flows", "f"),
                        List.of("apply", "x.json", "--rollback-on-reject", "1"),
                        List.of("apply", "x.json", "--accept", "coverage"),
                        List.of("apply", "x.json", "--canary", "0"))
                .map(this::weir)
                .map(said -> said.exit() + " " + said.err().lines().findFirst().orElse(""))
                .toList();

        assertThat(wrong).allMatch(line -> line.startsWith("2 weir apply: "), "are usage errors");
    }
}
