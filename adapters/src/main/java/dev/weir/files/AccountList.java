package dev.weir.files;

import dev.weir.operation.FailureException;
import dev.weir.organization.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file that lists accounts: one a line, twelve digits and what its owner calls it, apart by a comma or white space. Empty lines
 * and what follows {@code #} say nothing.
 */
public final class AccountList {

    private AccountList() {}

    /**
     * The accounts, each once, by their ids.
     *
     * @throws FailureException if it cannot be read, lists none, or something else
     */
    public static List<Account> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw FileFailure.reading(file, "; expected a list of accounts, one a line", failed);
        }
        Map<String, Account> accounts = new TreeMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            int comment = line.indexOf('#');
            String[] words =
                    (comment < 0 ? line : line.substring(0, comment)).strip().split("[\\s,]+", 2);
            if (words[0].isEmpty()) {
                continue;
            }
            if (!Account.isId(words[0])) {
                throw new FailureException(FileFailure.name(file) + ":" + number
                        + ": expected an account of twelve digits, found `" + words[0] + "`");
            }
            accounts.putIfAbsent(words[0], new Account(words[0], words.length > 1 ? words[1].strip() : ""));
        }
        if (accounts.isEmpty()) {
            throw new FailureException(
                    FileFailure.name(file) + " lists no account; expected one a line, of twelve digits");
        }
        return List.copyOf(accounts.values());
    }
}
