package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What others write stays text in Markdown: another reader of it finds them in code alone, and no row or cell of theirs. */
class MarkdownInertTest {

    private static final String MARK = "zqx";
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
            .build();

    @TempDir
    Path folder = Path.of("");

    /** What a reader finds. */
    private static final class Found extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder code = new StringBuilder();
        private final List<String> others = new ArrayList<>();
        private final List<Integer> cells = new ArrayList<>();

        static Found in(String markdown) {
            Found found = new Found();
            PARSER.parse(markdown).accept(found);
            return found;
        }

        @Override
        public void visit(Text node) {
            text.append(node.getLiteral()).append(' ');
        }

        @Override
        public void visit(Code node) {
            code.append(node.getLiteral()).append('\n');
        }

        @Override
        public void visit(HtmlInline node) {
            if (!node.getLiteral().equals("<br>")) {
                others.add(node.getLiteral());
            }
        }

        @Override
        public void visit(CustomBlock node) {
            assertThat(node).isInstanceOf(TableBlock.class);
            visitChildren(node);
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableRow) {
                int count = 0;
                for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
                    assertThat(cell).isInstanceOf(TableCell.class);
                    count++;
                }
                cells.add(count);
            }
            visitChildren(node);
        }

        @Override
        protected void visitChildren(Node parent) {
            Set<String> ours = Set.of(
                    "Document",
                    "Paragraph",
                    "Heading",
                    "StrongEmphasis",
                    "BulletList",
                    "ListItem",
                    "TableBlock",
                    "TableHead",
                    "TableBody",
                    "TableRow",
                    "TableCell");
            if (!ours.contains(parent.getClass().getSimpleName())) {
                others.add(parent.getClass().getSimpleName());
            }
            super.visitChildren(parent);
        }
    }

    private static String inventory(String text) {
        String quoted = JsonMapper.shared().writeValueAsString(text);
        String inside = quoted.substring(1, quoted.length() - 1);
        return World.file(
                World.group("sg-0a1b", inside, World.rule("-1", "", "0.0.0.0/0"), """
                        { "IpProtocol": "tcp", "FromPort": 1, "ToPort": 9, "PrefixListIds": [ { "PrefixListId": "pl-%s" } ] }""".formatted(inside)),
                World.group("sg-" + inside, "other", World.rule("tcp", "443", "0.0.0.0/0")));
    }

    private void isInert(String text) {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory(MARK + text));

        isInert(weir.run("scan", file, "--format", "markdown"), 3);
        String closed = weir.file("closed" + text.hashCode() + ".json", World.file(World.group("sg-0a1b", "x")));
        isInert(weir.run("diff", closed, file, "--format", "markdown"), 2);
        isInert(weir.run("diff", file, closed, "--format", "markdown"), 2);
    }

    private static void isInert(Weir.Said said, int rows) {
        assertThat(said.exit()).isIn(0, 1, 3);
        Found found = Found.in(said.out());
        assertThat(found.others).as(said.out()).isEmpty();
        assertThat(found.text.toString()).as(said.out()).doesNotContain(MARK);
        assertThat(found.code.toString()).contains(MARK);
        assertThat(found.cells).as(said.out()).hasSizeGreaterThanOrEqualTo(rows).containsOnly(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@octocat and @org/team",
                "#1 GH-1 owner/repo#1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "[a](https://example.com) ![b](https://example.com/b.png) <https://example.com>",
                "https://example.com www.example.com a@example.com",
                "<img src=x onerror=alert(1)><script>alert(1)</script><!-- weir --><details>",
                "`code` ``two`` ```three",
                "`",
                "``` `",
                "a | b | c",
                "a \\| b \\\\| c \\",
                "| a |\n|---|\n| b |\n\n# heading\n\n---\n",
                "*a* **b** _c_ ~~d~~ &lt;b&gt; &#64;octocat :tada: $x$",
                "\u0060\u2028\u2029\r\n``\u202e",
                " \u0060 ",
                "|",
                "```\n```"
            })
    void whatOthersWriteIsCode(String text) {
        isInert(text);
    }

    @Test
    void whateverTheyPutTogether() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String[] parts = {
            "`",
            "``",
            "|",
            "\\",
            "<b>",
            "@a",
            "#1",
            "\n",
            "\n\n",
            " ",
            "[x](y)",
            "*",
            "_",
            "---",
            "&",
            "http://x.example",
            "-->",
            "é",
            "\ud83d\ude00",
            "~",
            "!"
        };
        for (int round = 0; round < 100; round++) {
            StringBuilder text = new StringBuilder();
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            try {
                isInert(text.toString());
            } catch (AssertionError wrong) {
                throw new AssertionError("seed " + seed + ": " + text, wrong);
            }
        }
    }

    @Test
    void manyGroupsFitACommentWorstFirstAndWhatWasCutIsSaid() {
        Weir weir = new Weir(folder);
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            groups.add(World.group(
                    "sg-%08x".formatted(i), "\ud83d\ude00`|".repeat(60), World.rule("tcp", "443", "0.0.0.0/0")));
        }
        groups.add(World.group("sg-ffffffff", "the worst", World.rule("-1", "", "0.0.0.0/0")));
        String file = weir.file("in.json", World.file(groups.toArray(String[]::new)));

        String markdown = weir.run("scan", file, "--format", "markdown").out();

        assertThat(markdown.length()).isBetween(50_000, 65_535);
        List<String> rows =
                markdown.lines().filter(line -> line.contains("`sg-")).toList();
        assertThat(rows.get(0)).contains("`sg-ffffffff`");
        assertThat(markdown).contains("Cut to fit a comment: " + "%,d".formatted(3001 - rows.size()) + " more rows");
    }

    @Test
    void whatWasNotReadIsNeverCut() {
        Weir weir = new Weir(folder);
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            groups.add(World.group("sg-%08x".formatted(i), "n".repeat(250), World.rule("tcp", "443", "0.0.0.0/0")));
        }
        String file = weir.file("in.json", World.file(groups.toArray(String[]::new)));
        String broken = weir.file("broken.json", "{ \"SecurityGroups\": [");

        Weir.Said said = weir.run("scan", file, broken, "--format", "markdown");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out().length()).isLessThan(65_536);
        assertThat(said.out()).contains("Not all was read").contains("broken.json");
    }

    @Test
    void aLongComparisonFitsACommentThoughEachOfItsListsIsCut() {
        Weir weir = new Weir(folder);
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        String open = World.rule("tcp", "443", "0.0.0.0/0");
        String wider = World.rule("tcp", "444", "0.0.0.0/0");
        String unread = "{ \"IpProtocol\": \"-1\", \"PrefixListIds\": [ { \"PrefixListId\": \"pl-0123\" } ] }";
        for (int i = 0; i < 2000; i++) {
            String id = "sg-%08x".formatted(i);
            String name = "n".repeat(200);
            before.add(World.group(id, name, i % 4 == 0 ? unread : i % 4 == 1 ? "" : open));
            after.add(i % 4 == 3 ? World.group(id, name, open, wider) : World.group(id, name, i % 4 == 2 ? "" : open));
        }
        String one = weir.file("one.json", World.file(before.toArray(String[]::new)));
        String other = weir.file("other.json", World.file(after.toArray(String[]::new)));

        String markdown = weir.run("diff", one, other, "--format", "markdown").out();

        assertThat(markdown.length()).isBetween(50_000, 65_535);
        assertThat(markdown).contains("500 opened, 500 closed, 500 changed, 500 not known");
        assertThat(markdown.split("Cut to fit a comment: ")).hasSize(5);
    }
}
