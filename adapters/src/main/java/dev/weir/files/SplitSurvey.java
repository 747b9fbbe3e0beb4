package dev.weir.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The first look at a large file by two threads, a half each.
 *
 * <pre>
 *   {"SecurityGroups":[ {…}, {…}, … , {…}, {…}, … ]}
 *   |-------- first half -----------| |---- second half: supposes that it starts between two groups ---|
 *                                     P   a guess, made from the text around the middle
 * </pre>
 *
 * <p>The guess is checked, never trusted: the first half knows what stands at P when it gets there. If that is not what the second
 * half supposed, the second half is forgotten and the first goes on to the end. Only text that is one byte per character from
 * its first byte on is split; gzip and UTF-16 are looked at as a whole.
 */
final class SplitSurvey {

    private static final int WINDOW = 1 << 19;
    private static final int BUFFER = 1 << 17;
    private static final byte[] RULES = "\"IpPermissions".getBytes(StandardCharsets.US_ASCII);

    private SplitSurvey() {}

    /** What {@link FileSurvey#of} says of the file. */
    static FileSurvey of(Path file, GroupIds ids) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            long boundary = isPlain(channel) ? boundary(channel, size / 2) : -1;
            if (boundary < 0) {
                try (InputStream whole = FileBytes.open(file)) {
                    return FileSurvey.of(whole, ids);
                }
            }
            return halves(file, boundary, ids);
        }
    }

    /** Looks at the file in two parts of which the second may start between two groups. */
    static FileSurvey halves(Path file, long boundary, GroupIds ids) throws IOException {
        CompletableFuture<Optional<FileSurvey>> second = CompletableFuture.supplyAsync(() -> {
            FileSurvey survey = FileSurvey.betweenGroups(new GroupIds());
            try (FileChannel channel = FileChannel.open(file)) {
                take(survey, channel, boundary, Long.MAX_VALUE);
                return Optional.of(survey);
            } catch (IOException unreadable) {
                return Optional.empty(); // the first half meets it again
            }
        });
        FileSurvey survey = new FileSurvey(ids);
        try (FileChannel channel = FileChannel.open(file)) {
            take(survey, channel, 0, boundary);
            if (survey.isBetweenGroups()) {
                Optional<FileSurvey> rest = joined(second);
                if (rest.isPresent()) {
                    survey.goOnAs(rest.get());
                    return survey;
                }
            }
            take(survey, channel, boundary, Long.MAX_VALUE);
            survey.end();
            return survey;
        }
    }

    private static Optional<FileSurvey> joined(CompletableFuture<Optional<FileSurvey>> second) {
        try {
            Optional<FileSurvey> survey = second.join();
            survey.ifPresent(FileSurvey::end);
            return survey;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw failure;
        }
    }

    private static void take(FileSurvey survey, FileChannel channel, long from, long to) throws IOException {
        channel.position(from);
        InputStream in = Channels.newInputStream(channel);
        long expected = Math.min(to, channel.size()) - from;
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, expected))]; // one, for a file that grows meanwhile
        long at = from;
        while (at < to) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, to - at));
            if (count < 0) {
                return;
            }
            survey.take(buffer, count);
            at += count;
        }
    }

    private static boolean isPlain(FileChannel channel) throws IOException {
        byte[] head = read(channel, 0, 4);
        for (byte character : head) {
            if (character < '\t') {
                return false;
            }
        }
        return head.length == 4 && head[0] != 0x1f;
    }

    private static byte[] read(FileChannel channel, long from, int count) throws IOException {
        channel.position(from);
        return Channels.newInputStream(channel).readNBytes(count);
    }

    /** Where a group seems to start after the middle; -1 where none does. */
    private static long boundary(FileChannel channel, long middle) {
        byte[] window;
        try {
            window = read(channel, middle, WINDOW);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (int at = 0; at < window.length; at++) {
            if (window[at] == '{' && follows(window, at, ',') && holdsRules(window, at)) {
                return middle + at;
            }
        }
        return -1;
    }

    private static boolean follows(byte[] window, int at, char character) {
        int before = at - 1;
        while (before >= 0 && window[before] <= ' ' && window[before] > 0) {
            before--;
        }
        return before >= 0 && window[before] == character;
    }

    /** Whether the object that starts here has a member of its own for rules, as groups have. */
    private static boolean holdsRules(byte[] window, int start) {
        int open = 0;
        int at = start;
        while (at < window.length) {
            switch (window[at]) {
                case '{', '[' -> open++;
                case '}', ']' -> {
                    if (--open == 0) {
                        return false;
                    }
                }
                case '"' -> {
                    if (open == 1 && startsWith(window, at, RULES)) {
                        return true;
                    }
                    for (at++; at < window.length && window[at] != '"'; at++) {
                        at += window[at] == '\\' ? 1 : 0;
                    }
                }
                default -> {}
            }
            at++;
        }
        return false;
    }

    private static boolean startsWith(byte[] window, int at, byte[] text) {
        return at + text.length <= window.length
                && java.util.Arrays.equals(window, at, at + text.length, text, 0, text.length);
    }
}
