package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.operation.FailureException;
import dev.weir.organization.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {

    private static final String NAME = "111122223333/eu-west-1.json.gz";

    @TempDir
    Path folder = Path.of("");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void givesBackTheLastThatWasKept() {
        StateFolder state = new StateFolder(folder.resolve("state"));

        assertThat(state.find(NAME)).isEmpty();
        state.keep(NAME, bytes("one"));
        state.keep(NAME, bytes("two"));

        assertThat(new StateFolder(folder.resolve("state")).find(NAME)).contains(bytes("two"));
        assertThat(state.find("111122223333/eu-west-2.json.gz")).isEmpty();
    }

    @Test
    void takesWhatDoesNotFitItsDigestForNotThere() throws IOException {
        StateFolder state = new StateFolder(folder);
        state.keep(NAME, bytes("whole"));

        Files.writeString(folder.resolve(NAME), "whol");
        assertThat(state.find(NAME)).isEmpty();
        Files.writeString(folder.resolve(NAME), "whole");
        assertThat(state.find(NAME)).isPresent();
        Files.delete(folder.resolve(NAME + ".sha256"));
        assertThat(state.find(NAME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "111122223333/../x.json", "111122223333/a/b.json", "1/eu-west-1.json", "x"})
    void writesNowhereElse(String name) {
        StateFolder state = new StateFolder(folder);

        assertThatThrownBy(() -> state.keep(name, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> state.find(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAccountsOneALineWithNamesAndComments() throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.txt"), """
                # ours
                222233334444  payments, Europe

                111122223333
                444455556666,web # the shop
                111122223333 again
                """);

        assertThat(AccountList.read(file))
                .extracting(Account::toString)
                .containsExactly("111122223333", "222233334444 (payments, Europe)", "444455556666 (web)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11112222333", "١١١١٢٢٢٢٣٣٣٣", "arn:aws:iam::111122223333:root"})
    void saysWhichLineIsNoAccount(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.txt"), "111122223333\n" + line + "\n");

        assertThatThrownBy(() -> AccountList.read(file))
                .isInstanceOf(FailureException.class)
                .hasMessage("`" + file + "`:2: expected an account of twelve digits, found `" + line + "`");
    }

    @Test
    void refusesAListOfNobody() throws IOException {
        Path file = Files.writeString(folder.resolve("accounts.txt"), "# nobody\n");

        assertThatThrownBy(() -> AccountList.read(file))
                .hasMessage("`" + file + "` lists no account; expected one a line, of twelve digits");
        assertThatThrownBy(() -> AccountList.read(folder.resolve("none.txt"))).hasMessageContaining("there is no file");
    }
}
