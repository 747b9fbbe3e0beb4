package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.files.InventoryFiles;
import dev.weir.iac.JudgedCode;
import dev.weir.iac.WrittenCode;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

/** Code written to look like real code, each from the scan to the second patch: it is right, or there is none. */
abstract class WrittenCodeExport {

    /** What is exported to: the word of {@code --to}. */
    abstract String form();

    /** What reads the code. */
    abstract InventoryFormat format();

    /** What {@code --config} names. */
    abstract Path config(Path root, WrittenCode code);

    @TempDir
    Path folder = Path.of("");

    void assertNarrowedOrRefused(WrittenCode code) throws IOException {
        Path root = Files.createDirectories(folder.resolve("code"));
        code.copyTo(root);
        code.scan()
                .forEach((address, verdict) -> assertThat(JudgedCode.of(root).verdict(address))
                        .as(address)
                        .isEqualTo(verdict));
        Map<String, TreeSet<String>> before = rules(root);
        Map<String, String> bytes = WrittenCode.files(root);
        Weir weir = new Weir(folder);
        Plan plan = plan(weir, code);

        Weir.Said said = weir.run(
                "export",
                weir.name("plan.json"),
                "--to",
                form(),
                "--config",
                config(root, code).toString(),
                "--address",
                code.group(),
                "--out",
                weir.name("out"),
                "--accept",
                "evidence",
                "--accept",
                "attachment",
                "--reason",
                "a test");

        if (code.isRefused()) {
            assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(1);
            assertThat(said.err().replaceAll("\\s+", " ")).contains(code.refused());
            assertThat(WrittenCode.files(root)).isEqualTo(bytes);
            return;
        }
        assertThat(said.exit()).as(said.err()).isZero();
        WrittenCode.apply(root, folder.resolve("out/1-add.patch"));
        assertChanged(root, code, before, standing(plan));
        WrittenCode.apply(root, folder.resolve("out/2-remove.patch"));
        assertChanged(root, code, before, plan.change().result());
        code.judged()
                .forEach(address ->
                        assertThat(JudgedCode.of(root).verdict(address)).isEqualTo(code.after()));
    }

    private static Plan plan(Weir weir, WrittenCode code) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "plan",
                "sg-0web",
                "--inventory",
                weir.file("live.json", code.inventory()),
                "--out",
                weir.name("plan.json")));
        code.allowed().forEach(allowed -> words.addAll(List.of("--allow", allowed)));
        Weir.Said said = weir.run(words.toArray(String[]::new));
        assertThat(said.exit()).as(said.err()).isIn(0, 3);
        return PlanCodec.decode(Files.readAllBytes(Path.of(weir.name("plan.json"))));
    }

    /** What the group permits between the two patches: the old and the new. */
    private static List<SecurityGroupRule.Known> standing(Plan plan) {
        List<SecurityGroupRule.Known> all = new ArrayList<>(plan.precondition().rules());
        plan.authorize().stream().map(Authorization::rule).forEach(all::add);
        return all;
    }

    private void assertChanged(
            Path root, WrittenCode code, Map<String, TreeSet<String>> before, List<SecurityGroupRule.Known> asked) {
        Map<String, TreeSet<String>> expected = new TreeMap<>(before);
        code.judged().forEach(address -> expected.put(address, keys(asked)));
        assertThat(rules(root)).isEqualTo(expected);
    }

    /** The outbound rules of each group by its address. */
    private Map<String, TreeSet<String>> rules(Path root) {
        Map<String, TreeSet<String>> rules = new TreeMap<>();
        Snapshot read = Snapshot.of(InventoryFiles.of(List.of(root), List.of(format())));
        for (SecurityGroup group : read.securityGroups()) {
            rules.put(group.origin().address().map(Origin.Address::name).orElse(group.id()), keys(group.outbound()));
        }
        rules.put(
                "problems", new TreeSet<>(List.of(String.valueOf(read.problems().size()))));
        return rules;
    }

    private static TreeSet<String> keys(List<? extends SecurityGroupRule> rules) {
        TreeSet<String> keys = new TreeSet<>();
        rules.forEach(rule -> keys.add(rule.match(
                known -> known.service() + " to " + known.destination().text(),
                unknown -> "unknown " + unknown.bound())));
        return keys;
    }
}
