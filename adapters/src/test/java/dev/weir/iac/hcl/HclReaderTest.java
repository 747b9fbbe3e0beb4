package dev.weir.iac.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HclReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    a = 1                                  | a=1
                    a = "x"                                | a='x'
                    a = "x${b}y"                           | a=(template 'x' b 'y')
                    a = "${"${c["}"]}"}"                   | a=(template (template (at c '}')))
                    a = "$${b} %%{c} $ % $$"               | a='${b} %{c} $ % $$'
                    a = "\\t\\"\\\\\\u00e9"                | a='	"\\é'
                    a = "${ {x = "{"}.x }"                 | a=(template (. {'x':'{'} x))
                    a = "${~ b ~}"                         | a=(template b)
                    a = -b.c[0].d["e"]                     | a=(- (at (. (at (. b c) 0) d) 'e'))
                    a = b.0.c.1.2                          | a=(at (at (. (at b 0) c) 1) 2)
                    a = b[*].c[0]                          | a=(splat b (at (. * c) 0))
                    a = b.*.c[0]                           | a=(at (splat b (. * c)) 0)
                    a = 1 + 2 * 3 - 4                      | a=(- (+ 1 (* 2 3)) 4)
                    a = b == 1 && !c                       | a=(&& (== b 1) (! c))
                    a = (1 + 2) * 3                        | a=(* (+ 1 2) 3)
                    a = b ? c : d ? e : f                  | a=(if b c (if d e f))
                    a = f(b, [c]...)                       | a=(f b [c]...)
                    a = provider::x::f(1,)                 | a=(provider::x::f 1)
                    a = [for k, v in b : v if k != ""]     | a=For
                    a = {for k in b : k => k...}           | a=For
                    a = {b = 1, "c" : 2, (d) = 3, null = 4} | a={'b':1 'c':2 d:3 'null':4}
                    a = 1.5e+3                             | a=1.5e+3
                    a=b-c                                  | a=b-c
                    a = b - c                              | a=(- b c)
                    b "c" d { e = 1 }                      | b[c, d]{e=1}
                    b {}                                   | b[]{}
                    /* a */ b /* = */ = /* { */ 1 // "     | b=1
                    """)
    void readsWhatIsWritten(String text, String outline) {
        assertThat(Outline.of(HclReader.read(new SourceText("a.tf", text)))).isEqualTo(outline);
    }

    @Test
    void readsWhatGoesOverLines() {
        String text = """
                resource "a" "b" {
                  c = [ # one
                    1, 2,

                    3
                  ]
                  d = {
                    e = (
                      1
                      + 2)
                    f : f(
                      3,
                      4
                    ), g = 5
                  }
                  h = <<-EOT
                      x {
                        ${c}
                      EOTX
                      EOT
                  i = <<EOT
                   $${y}
                  EOT
                }
                """;

        String outline = "resource[a, b]{c=[1 2 3] d={'e':(+ 1 2) 'f':(f 3 4) 'g':5}"
                + " h=(template 'x {\\n' '  ' c '\\n' 'EOTX\\n') i='   ${y}\\n'}";
        assertThat(Outline.of(read(text))).isEqualTo(outline);
        assertThat(Outline.of(read(text.replace("\n", "\r\n"))).replace("\r", ""))
                .isEqualTo(outline);
    }

    @Test
    void knowsWhereEverythingStands() {
        String text = "\uFEFFa = [\r\n\t\"é\", # one\r\n  b.c ]\r\nd \"e\" {\r\n  f = 1\r\n}";

        Body body = read(text);

        assertThat(body.arguments().get(0).span().text()).isEqualTo("a = [\r\n\t\"é\", # one\r\n  b.c ]");
        Expression.Tuple list = (Expression.Tuple) body.arguments().get(0).value();
        Span second = list.elements().get(1).span();
        assertThat(second.text()).isEqualTo("b.c");
        assertThat(second.line()).isEqualTo(3);
        assertThat(second.source().column(second.start())).isEqualTo(3);
        assertThat(second.source().offset(3, 3)).isEqualTo(second.start());
        assertThat(body.arguments().get(0).span().source().column(1)).isEqualTo(1);
        assertThat(body.blocks().get(0).span().text()).isEqualTo("d \"e\" {\r\n  f = 1\r\n}");
        assertThat(body.blocks().get(0).body().span().text()).isEqualTo("\r\n  f = 1\r\n");
    }

    @Test
    void itsTokensAreTheWholeText() {
        for (long seed = 1; seed <= 300; seed++) {
            String text = new HclMaker(seed).file();

            Tokens tokens = Tokens.of(new SourceText("a.tf", text));

            StringBuilder printed = new StringBuilder();
            for (int token = 0; token < tokens.count(); token++) {
                printed.append(text, tokens.start(token), tokens.end(token));
            }
            assertThat(printed.toString()).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void formatMeansNothing() {
        for (long seed = 1; seed <= 300; seed++) {
            String plain = Outline.of(read(new HclMaker(seed).plainly()));
            String odd = Outline.of(read(new HclMaker(seed).file()));

            assertThat(odd.replace("\\r", "").replace("\r", ""))
                    .as("seed %d", seed)
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    a = [1, 2   | 1 | 10 | found the end of the file; expected `,` or `]`
                    a {         | 1 | 3 | this brace is not closed before the end of the file
                    }           | 1 | 1 | found `}`, and no brace is open
                    a = "b      | 1 | 5 | this quoted text is not closed before the end of the file
                    a = 'b'     | 1 | 5 | found `'`, which means nothing here; expected HCL
                    a = "\\q"   | 1 | 6 | this is no escape; expected \\n, \\r, \\t, \\", \\\\, \\uNNNN or \\UNNNNNNNN
                    a = "${b"   | 1 | 9 | this quoted text is not closed before the end of the file
                    a b c       | 1 | 6 | found the end of the file; expected `=`, or a label or `{` of a block, behind `a`
                    a = 1 b = 2 | 1 | 7 | found `b`; expected the end of the line behind `a`
                    a { b = 1 c = 2 } | 1 | 11 | found `c`; expected an argument, a block or `}`, which closes the block `a`
                    a { b { c = 1 } } | 1 | 7 | found `{`; expected `=` behind `b`: in one line, a block has one argument
                    a = f(1 2)  | 1 | 9 | found `2`; expected `,` or `)` in the call of `f`
                    a = {b 1}   | 1 | 8 | found `1`; expected `=` behind the key of an object
                    a = /* b    | 1 | 5 | this comment is not closed before the end of the file; expected `*/`
                    a = <<      | 1 | 5 | this heredoc has no marker alone behind `<<`; expected `<<NAME` at the end of a line
                    """)
    void saysWhereAndWhatWasExpected(String text, int line, int column, String sentence) {
        assertThatExceptionOfType(BrokenHcl.class).isThrownBy(() -> read(text)).satisfies(broken -> {
            assertThat(broken.getMessage()).isEqualTo(sentence);
            assertThat(broken.line()).isEqualTo(line);
            assertThat(broken.column()).isEqualTo(column);
        });
    }

    @Test
    void readsWhatOperatorsBindLoosest() {
        assertThat(Outline.of(read("a = b == 1 && !c || d"))).isEqualTo("a=(|| (&& (== b 1) (! c)) d)");
    }

    @Test
    void takesAnArgumentOnce() {
        assertThatExceptionOfType(BrokenHcl.class)
                .isThrownBy(() -> read("a = 1\nb {\n a = 1\n}\na = 2"))
                .satisfies(broken -> assertThat(broken.line()).isEqualTo(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a {\n  b {\n    c = 1\n  } }\n", "a {\n  b = 1 }\n", "a { b = 1\n}\n", "a {} b {}\n"})
    void refusesWhatTerraformRefusesOfLines(String text) {
        assertThatExceptionOfType(BrokenHcl.class).isThrownBy(() -> read(text));
    }

    @Test
    void refusesWhatIsNoUtf8AndSaysWhere() {
        byte[] bytes = "a = 1\nb = \"\u00e9\"\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(BrokenHcl.class)
                .isThrownBy(() -> HclReader.text("a.tf", bytes))
                .satisfies(broken -> assertThat(broken.line()).isEqualTo(2));
    }

    @Test
    void isBoundedInDepth() {
        for (String[] nest : new String[][] {
            {"a = ", "[", "]"},
            {"a = ", "(", ")"},
            {"a = ", "{b=", "}"},
            {"a = ", "\"${", "}\""},
            {"", "a {\n", "\n}"},
            {"a = ", "!", ""},
            {"a = ", "f(", ")"},
            {"a = ", "b ? ", " : c"},
            {"a = ", "b ? c : ", ""},
            {"a = ", "-", ""}
        }) {
            String deep = nest[0] + nest[1].repeat(5000) + "1" + nest[2].repeat(5000);

            assertThatExceptionOfType(BrokenHcl.class).as(nest[1]).isThrownBy(() -> read(deep));
        }
        assertThatExceptionOfType(BrokenHcl.class).isThrownBy(() -> read("a = 1" + " + 1".repeat(5000)));
        assertThatExceptionOfType(BrokenHcl.class).isThrownBy(() -> read("a = b" + ".c".repeat(5000)));
    }

    @Test
    void takesTimeInProportionToTheText() {
        String list = "a = [\n" + "  \"10.0.0.0/8\", # one\n".repeat(200_000) + "]\n";
        String heredoc = "a = <<EOT\n" + "  ${b} $ text\n".repeat(200_000) + "EOT\n";
        String lines = "a {}\n".repeat(300_000);

        Assertions.assertThatCode(() -> org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
                    read(list);
                    read(heredoc);
                    read(lines);
                }))
                .doesNotThrowAnyException();
    }

    private static Body read(String text) {
        return HclReader.read(new SourceText("a.tf", text));
    }
}
