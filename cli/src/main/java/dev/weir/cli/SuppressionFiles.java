package dev.weir.cli;

import dev.weir.files.SuppressionFile;
import dev.weir.finding.ScopedSuppression;
import dev.weir.operation.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The decisions that stand in a file of their own. */
final class SuppressionFiles {

    static final Grammar.Option SUPPRESSIONS = Grammar.Option.once(
            "--suppressions",
            "FILE",
            "What may stay open, by whose decision, and until when. Default: weir.yaml of this folder, if it has one;"
                    + " `none` reads none.");

    private SuppressionFiles() {}

    /**
     * The suppressions of the file that the option names, else of the usual one where there is one.
     *
     * @throws FailureException if it cannot be read, or is wrong
     */
    static List<ScopedSuppression> of(Arguments arguments) {
        Optional<String> named = arguments.one(SUPPRESSIONS);
        if (named.isPresent()) {
            return named.get().equals("none") ? List.of() : SuppressionFile.read(Inventories.path(named.get()));
        }
        Path usual = Path.of(SuppressionFile.USUAL);
        return Files.exists(usual) ? SuppressionFile.read(usual) : List.of();
    }
}
