package dev.weir.gzip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a text as UTF-8 without a byte-order mark, whatever it was saved as.
 *
 * <p>gzip is known by its first two bytes, not by its name, and read by our own decoder: the JDK's ends in silence where a
 * second member breaks off; UTF-16 and UTF-32 by a byte-order mark or by where the zero bytes of
 * the first characters stand, which for JSON are always ASCII (RFC 4627 section 3).
 */
public final class SavedText {

    private static final int BUFFER = 1 << 16;

    private SavedText() {}

    /**
     * The text in these bytes, which the stream given back closes.
     *
     * @throws IOException if they cannot be read
     */
    public static InputStream of(InputStream bytes) throws IOException {
        try {
            return decode(bytes);
        } catch (IOException | RuntimeException failure) {
            bytes.close();
            throw failure;
        }
    }

    private static InputStream decode(InputStream file) throws IOException {
        byte[] magic = file.readNBytes(2);
        InputStream whole = prepend(magic, file);
        boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        InputStream content = gzip ? new GzipMembers(whole) : whole;
        byte[] head = content.readNBytes(4);
        int h0 = at(head, 0);
        int h1 = at(head, 1);
        int h2 = at(head, 2);
        int h3 = at(head, 3);
        if (h0 == 0xef && h1 == 0xbb && h2 == 0xbf) {
            return prepend(Arrays.copyOfRange(head, 3, head.length), content);
        }
        if (h0 == 0 && h1 == 0 && h2 == 0xfe && h3 == 0xff) {
            return transcode(new byte[0], content, Charset.forName("UTF-32BE"));
        }
        if (h0 == 0xff && h1 == 0xfe && h2 == 0 && h3 == 0) {
            return transcode(new byte[0], content, Charset.forName("UTF-32LE"));
        }
        if (h0 == 0xfe && h1 == 0xff) {
            return transcode(Arrays.copyOfRange(head, 2, head.length), content, StandardCharsets.UTF_16BE);
        }
        if (h0 == 0xff && h1 == 0xfe) {
            return transcode(Arrays.copyOfRange(head, 2, head.length), content, StandardCharsets.UTF_16LE);
        }
        if (h0 == 0 && h1 == 0 && h2 == 0 && h3 > 0) {
            return transcode(head, content, Charset.forName("UTF-32BE"));
        }
        if (h0 > 0 && h1 == 0 && h2 == 0 && h3 == 0) {
            return transcode(head, content, Charset.forName("UTF-32LE"));
        }
        if (h0 == 0 && h1 > 0) {
            return transcode(head, content, StandardCharsets.UTF_16BE);
        }
        if (h0 > 0 && h1 == 0) {
            return transcode(head, content, StandardCharsets.UTF_16LE);
        }
        return prepend(head, content);
    }

    private static int at(byte[] head, int index) {
        return index < head.length ? head[index] & 0xff : -1;
    }

    private static InputStream prepend(byte[] head, InputStream rest) {
        return head.length == 0 ? rest : new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    private static InputStream transcode(byte[] head, InputStream rest, Charset charset) {
        return new Transcoded(new InputStreamReader(
                prepend(head, rest),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** Characters as UTF-8 bytes; half a surrogate pair becomes {@code ?}. */
    private static final class Transcoded extends InputStream {

        private final Reader reader;
        private final CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final CharBuffer characters = CharBuffer.allocate(BUFFER).flip();
        private final ByteBuffer bytes = ByteBuffer.allocate(4 * BUFFER).flip();
        private boolean ended;

        Transcoded(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return fill() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(into, offset, count);
            return count;
        }

        private boolean fill() throws IOException {
            while (!bytes.hasRemaining()) {
                if (ended) {
                    return false;
                }
                characters.compact();
                ended = reader.read(characters) < 0;
                characters.flip();
                bytes.clear();
                encoder.encode(characters, bytes, ended);
                bytes.flip();
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
