package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.operation.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranges of a policy file: what a plan takes of them, what is kept at them, and what is wrong with them. */
class RangesFileTest {

    @TempDir
    Path folder = Path.of("");

    private Path policy(String ranges) throws IOException {
        Files.writeString(folder.resolve("doc.json"), "{\"a\": [\"192.0.2.0/25\", \"192.0.2.128/25\"], \"b\": []}");
        Files.writeString(folder.resolve("page.html"), "<html>503</html>");
        return Files.writeString(folder.resolve("weir.yaml"), "version: 1\nranges:\n" + ranges);
    }

    private static List<Cidr> cidrs(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }

    /** A rule for one half of a data centre is not to open the other, nor one for an office the network around it. */
    @Test
    void aPlanTakesTheCidrsThatStandInThePolicyAsTheyStandThere() throws IOException {
        Path file = policy("""
                  plain: [ 10.1.0.0/25, 10.1.0.128/25, 10.1.0.0/16 ]
                  kept: { cidrs: [ 10.2.0.0/25, 10.2.0.128/25 ], prefixLists: pl-1 }
                  published: { from: doc.json, part: a, prefixLists: pl-2 }
                """);

        assertThat(PolicyFile.read(file).policy().ranges())
                .satisfiesExactly(
                        kept -> assertThat(kept.cidrs()).isEqualTo(cidrs("10.2.0.0/25", "10.2.0.128/25")),
                        plain -> assertThat(plain.cidrs())
                                .isEqualTo(cidrs("10.1.0.0/25", "10.1.0.128/25", "10.1.0.0/16")),
                        published -> assertThat(published.cidrs()).isEqualTo(cidrs("192.0.2.0/24")));
        assertThat(RangesFile.read(file).ranges().get(0).addresses()).isEqualTo(AddressSet.of(cidrs("10.2.0.0/24")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "cidrs: [ 10.0.0.0/8 ], part: a          | has the unknown key `part`; expected cidrs, grace, prefixLists",
                "cidrs: [ 10.0.0.0/8 ], from: doc.json   | has both `cidrs` and `from`",
                "from: doc.json, part: .                 | it has no ``, of `part`",
                "from: doc.json, part: b                 | no address is in what `part` and `where` choose of it",
                "from: page.html                         | line 1: `<html>503</html>` is not a CIDR",
                "from: none.json                         | `none.json` cannot be read: it does not exist",
                "from: /dev/zero                         | it is larger than 64 MiB, expected published ranges",
                "from: doc.json, grace: 24               | `grace` is `24`, expected such as 24h or 7d"
            })
    void whatIsWrongFailsPlansAndSyncs(String members, String said) throws IOException {
        Path file = policy("  x: { " + members.strip() + " }\n");

        assertThatThrownBy(() -> RangesFile.read(file))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("`x`")
                .message()
                .satisfies(
                        message -> assertThat(message.replace(folder + "/", "")).contains(said));
        assertThatThrownBy(() -> PolicyFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .satisfies(
                        message -> assertThat(message.replace(folder + "/", "")).contains(said));
    }
}
