package dev.weir.trino;

import dev.weir.sql.SqlFailure;
import dev.weir.sql.SqlRows;
import java.util.List;
import java.util.Optional;

/** A program that asks the coordinator it is given for one row, and prints it or the sentence that says why not. */
final class AskingTrino {

    private AskingTrino() {}

    public static void main(String[] words) {
        TrinoAddress address = TrinoAddress.of(words[0], "ann", Optional.of("s3cret"), Optional.empty());
        try (SqlRows rows = new TrinoEngine(address, List.of("hive", "logs", "flows")).run("SELECT 1")) {
            System.out.println(rows.next());
        } catch (SqlFailure failed) {
            System.out.println(failed.getMessage());
        }
    }
}
