package dev.weir.cli;

import dev.weir.files.FileFailure;
import dev.weir.operation.FailureException;
import dev.weir.plan.Allow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The destinations that {@code --allow} names, one by one or in files. */
final class Allowed {

    static final Grammar.Option ALLOW = Grammar.Option.many(
            "--allow",
            "PROTO:PORTS:DEST",
            "A destination that must stay permitted: tcp:443:203.0.113.0/28, udp:53:pl-0123, tcp:5432:sg-0123,"
                    + " icmp:8/0:10.0.0.1, all::10.0.0.0/8; or @FILE with one a line. May be repeated.");

    private Allowed() {}

    /**
     * What is allowed, in the order given.
     *
     * @throws UsageException if one cannot be meant
     * @throws FailureException if a file cannot be read
     */
    static List<Allow> of(Arguments arguments) {
        List<Allow> allowed = new ArrayList<>();
        for (String value : arguments.all(ALLOW)) {
            if (value.startsWith("@")) {
                allowed.addAll(file(value.substring(1)));
            } else {
                allowed.add(parsed(value, "`--allow`: "));
            }
        }
        return allowed;
    }

    private static List<Allow> file(String name) {
        Path path = Inventories.path(name);
        List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw FileFailure.reading(path, "", failed);
        }
        List<Allow> allowed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                allowed.add(parsed(line, name + ":" + (i + 1) + ": "));
            }
        }
        return allowed;
    }

    private static Allow parsed(String text, String where) {
        return Arguments.meant(where, () -> Allow.parse(text));
    }
}
