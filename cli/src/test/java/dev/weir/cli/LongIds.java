package dev.weir.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The sample organisation with ids as long as AWS makes them today: seventeen digits. */
final class LongIds {

    /** What begins like an id: all of them, cut ones too. */
    static final Pattern ID =
            Pattern.compile("\\b(sg|sgr|eni|pl|vpc|subnet|rtb|nat|igw|eigw|tgw|i)-([0-9a-f]{3,})(?![0-9a-z-])");

    private static final Path ACME = Path.of(System.getProperty("weir.root"), "examples/acme");
    private static final int DIGITS = 17;

    private LongIds() {}

    static String of(String text) {
        return ID.matcher(text)
                .replaceAll(id -> id.group(1) + "-"
                        + "0123456789abcdef0".substring(0, DIGITS - id.group(2).length()) + id.group(2));
    }

    /** The sample with long ids in a folder. */
    static void copyAcmeTo(Path folder) {
        try (Stream<Path> files = Files.walk(ACME)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(of(ACME.relativize(file).toString()));
                Files.createDirectories(copy.getParent());
                Files.write(
                        copy,
                        copy.toString().endsWith(".gz")
                                ? zipped(of(unzipped(file)))
                                : bytes(of(Files.readString(file))));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String unzipped(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes(text));
        }
        return zipped.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
