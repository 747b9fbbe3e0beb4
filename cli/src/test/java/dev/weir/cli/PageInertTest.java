package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.SplittableRandom;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What others write stays text in a page: another reader of HTML finds the same elements and attributes whatever they wrote. */
class PageInertTest {

    /** With a blank, so that no id made of it is one of AWS's, which have steps of their own. */
    private static final String MARK = "zq x";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    @TempDir
    Path folder = Path.of("");

    /** What a page looks like in which nobody wrote anything of note. */
    private String plain = "";

    private static String inventory(String text) {
        String quoted = JSON.writeValueAsString(text);
        String inside = quoted.substring(1, quoted.length() - 1);
        String tagged = World.group("sg-" + inside, "other", World.rule("tcp", "443", "0.0.0.0/0"))
                .replace(
                        "\"IpPermissions\"",
                        "\"Tags\": [ { \"Key\": %s, \"Value\": %s } ], \"IpPermissions\"".formatted(quoted, quoted))
                .replace("made for a test", inside)
                .replace("vpc-1", "vpc-" + inside);
        return World.file(
                World.group("sg-0a1b", inside, World.rule("-1", "", "0.0.0.0/0"), """
                    { "IpProtocol": "tcp", "FromPort": 1, "ToPort": 9, "PrefixListIds": [ { "PrefixListId": "pl-%s", "Description": %s } ] }\
                    """.formatted(inside, quoted)),
                tagged);
    }

    private Document scanned(String text) {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", weir.file("in.json", inventory(text)), "--format", "html");

        assertThat(said.exit()).isIn(1, 3);
        return Jsoup.parse(said.out());
    }

    private Document planned(String text) {
        Weir weir = new Weir(folder);
        String file =
                weir.file("in.json", inventory(text).replace("{ \"IpProtocol\": \"tcp\", \"FromPort\": 1, ", "{ "));

        Weir.Said said = weir.run(
                "plan", "sg-0a1b", "--inventory", file, "--allow", "tcp:443:203.0.113.0/28", "--format", "html");

        assertThat(said.out()).as(said.err()).contains("authorize");
        return Jsoup.parse(said.out());
    }

    @Test
    void plansAreInertToo() {
        String text = "\"'></pre></noscript><script>alert(1)</script><!--\u2028\u202e&lt;";

        assertThat(skeleton(planned(MARK + text))).isEqualTo(skeleton(planned(MARK)));
    }

    private Document triaged(String text) {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("triage", weir.file("in.json", inventory(text)), "--format", "html");

        assertThat(said.exit()).isIn(1, 3);
        return Jsoup.parse(said.out());
    }

    @Test
    void sortedGroupsAreInertToo() {
        String text = "\"'></pre></noscript><script>alert(1)</script><!--\u2028\u202e&lt;";

        assertThat(skeleton(triaged(MARK + text))).isEqualTo(skeleton(triaged(MARK)));
    }

    /** Elements and the names of their attributes, in order. */
    private static String skeleton(Document page) {
        StringBuilder skeleton = new StringBuilder();
        NodeTraversor.traverse(
                (node, depth) -> {
                    if (node instanceof Element element) {
                        skeleton.append(depth).append(' ').append(element.tagName());
                        for (Attribute attribute : element.attributes()) {
                            skeleton.append(' ').append(attribute.getKey());
                        }
                        skeleton.append('\n');
                    }
                },
                page);
        return skeleton.toString();
    }

    private void isInert(String text) {
        if (plain.isEmpty()) {
            plain = skeleton(scanned(MARK));
        }
        Document page = scanned(MARK + text);

        assertThat(skeleton(page)).as(Printable.of(text)).isEqualTo(plain);
        assertThat(page.select("noscript section h2 bdi").eachText())
                .anySatisfy(name -> assertThat(name.replace(" ", ""))
                        .isEqualTo(Printable.of(MARK + text).replace(" ", "")));
        assertThat(page.select("[href]").eachAttr("href"))
                .allMatch(link -> link.startsWith("#") || link.equals("data:,"));
        assertThat(page.html().codePoints().filter(PageInertTest::acts)).isEmpty();
    }

    private static boolean acts(int codePoint) {
        return codePoint != '\n'
                && (Character.isISOControl(codePoint)
                        || Set.of(
                                        (int) Character.FORMAT,
                                        (int) Character.LINE_SEPARATOR,
                                        (int) Character.PARAGRAPH_SEPARATOR,
                                        (int) Character.SURROGATE)
                                .contains(Character.getType(codePoint)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</noscript><script>alert(1)</script>",
                "</style></title><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' onfocus='alert(1)' autofocus='",
                "--><svg onload=alert(1)>",
                "&lt;b&gt;&amp;&#60;i&#62;",
                "\u202egnp.exe\u2066\u200b\ufeff",
                "\u2028alert(1)\u2029",
                "]]><!--<template>",
                "javascript:alert(1)",
                "{{7*7}}${7*7}",
                "a\u0000b\n</table><tr><td>",
                "\ud800<b>"
            })
    void theWorst(String text) {
        isInert(text);
    }

    @Test
    void anyText() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String[] pieces = {
            "<",
            ">",
            "\"",
            "'",
            "&",
            ";",
            "=",
            "/",
            "!--",
            "-->",
            "noscript",
            "script",
            "style",
            "bdi",
            "x",
            " ",
            "\n",
            "\t",
            "`",
            "#",
            "\u2028",
            "\u202e",
            "\u0085",
            "\ud83d\ude00",
            "\udc00",
            "lt",
            "#x3c",
            "on",
            "src",
            "td",
            "section"
        };
        for (int round = 0; round < 30; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                isInert(text.toString());
            } catch (AssertionError failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
    }

    /** The policy is what stops a script that gets in all the same, so it permits the one that is ours by its digest. */
    @Test
    void permitsOneStyleAndOneScriptAndNothingElse() throws Exception {
        Document page = scanned("x");
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");

        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        for (String kind : new String[] {"script", "style"}) {
            assertThat(page.select(kind)).hasSize(1);
            byte[] sha256 = MessageDigest.getInstance("SHA-256")
                    .digest(page.select(kind).get(0).data().getBytes(StandardCharsets.UTF_8));
            assertThat(policy)
                    .contains(kind + "-src 'sha256-" + Base64.getEncoder().encodeToString(sha256) + "'");
        }
        assertThat(page.select("[style], [src], [srcset], [action], object, iframe, img, form, base"))
                .isEmpty();
    }

    /** A map of what is known to be open is no map of what is open. */
    @Test
    void saysThatWhatWasNotReadIsNotDrawn() {
        Weir weir = new Weir(folder);
        Document page =
                Jsoup.parse(weir.run("scan", World.in(weir), "--format", "html").out());

        assertThat(page.select("#sg-0d77aa10 p.unknown").text()).contains("What was not read is not drawn");
        assertThat(page.select("#sg-0c4d5e6f p.unknown")).isEmpty();
    }

    @Test
    void everyLinkLeadsToASection() {
        Document page = scanned("\"#");

        assertThat(page.select("table.list a")).hasSize(2);
        for (String link : page.select("table.list a").eachAttr("href")) {
            assertThat(page.getElementById(link.substring(1))).as(link).isNotNull();
        }
    }

    /** Where scripts run, what is in noscript is characters up to its end tag; they must be the same markup. */
    @Test
    void sectionsAreWholeForAReaderThatRunsScripts() {
        Document page = scanned("</noscript>");

        for (Element section : page.select("noscript.entry-of")) {
            String markup = section.html();
            assertThat(markup).doesNotContain("<noscript").doesNotContain("</noscript");
            assertThat(Parser.parseFragment(markup, new Element("div"), "")).hasSize(1);
        }
    }
}
