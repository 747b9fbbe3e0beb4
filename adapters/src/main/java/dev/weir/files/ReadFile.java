package dev.weir.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A file with its first look; its content may be read several times.
 *
 * @param file the file
 * @param content where its bytes are: the file itself, or a copy where the file is a pipe that can be read once
 * @param survey what is in it
 * @param size its size when it was first looked at
 * @param modified when it was last changed then
 */
record ReadFile(SourceFile file, Path content, FileSurvey survey, long size, Instant modified) {

    /** Below this many bytes a second thread costs more than it saves. */
    private static final long WORTH_TWO_THREADS = 16L << 20;

    static ReadFile of(SourceFile file, Path content, GroupIds ids) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(content, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant();
        return new ReadFile(file, content, survey(content, attributes.size(), ids), attributes.size(), modified);
    }

    private static FileSurvey survey(Path content, long size, GroupIds ids) throws IOException {
        if (size > WORTH_TWO_THREADS) {
            return SplitSurvey.of(content, ids);
        }
        try (InputStream bytes = FileBytes.open(content)) {
            return FileSurvey.of(bytes, ids);
        }
    }

    InputStream open() throws IOException {
        return FileBytes.open(content);
    }

    boolean holds(FileKind kind) {
        return survey.kinds().contains(kind);
    }

    /** Whether it holds anything that is gathered before the groups. */
    boolean holdsMoreThanGroups() {
        return survey.kinds().stream().anyMatch(kind -> kind != FileKind.SECURITY_GROUPS && kind != FileKind.SNAPSHOT);
    }

    /** Whether the file was written to since the first look. */
    boolean hasChanged() {
        try {
            BasicFileAttributes now = Files.readAttributes(content, BasicFileAttributes.class);
            return now.size() != size || !now.lastModifiedTime().toInstant().equals(modified);
        } catch (IOException gone) {
            return true;
        }
    }

    /** The digest of the file's bytes as they lie on disk. */
    String sha256() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
        byte[] buffer = new byte[1 << 17];
        try (InputStream bytes = Files.newInputStream(content)) {
            int count;
            while ((count = bytes.read(buffer)) >= 0) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
