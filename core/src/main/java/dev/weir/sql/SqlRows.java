package dev.weir.sql;

import java.util.List;

/**
 * The rows of an answer, one after the other.
 *
 * <p>Closing it before the last row stops the engine's work.
 */
public interface SqlRows extends AutoCloseable {

    /**
     * The cells of the next row as text, an empty one for NULL; none after the last.
     *
     * @throws SqlFailure if the engine failed; what was answered before is not all
     */
    List<String> next() throws SqlFailure;

    @Override
    void close();
}
