package dev.weir.world;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One file as a flow log delivers it, plain text.
 *
 * @param key the S3 key
 * @param flowLog which flow log wrote it
 * @param lines the records, without the header
 * @param header the first line
 */
public record LogFile(String key, FlowLog flowLog, List<String> lines, String header) {

    public LogFile {
        lines = List.copyOf(lines);
    }

    /** The file's content, header first. */
    public byte[] bytes() {
        return (header + "\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
