package dev.weir.flow;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** A stream whose first bytes are known before it is read; if it breaks among them, they are still handed out first. */
final class PeekedStream extends InputStream {

    private final InputStream in;
    private final byte[] head;
    private int at;
    private Optional<IOException> fault = Optional.empty();

    /** Reads the first bytes, {@code most} of them if there are so many. */
    PeekedStream(InputStream in, int most) {
        this.in = in;
        byte[] bytes = new byte[most];
        int count = 0;
        try {
            for (int more = 0; more >= 0; more = count < most ? in.read(bytes, count, most - count) : -1) {
                count += more;
            }
        } catch (IOException broken) {
            fault = Optional.of(broken);
        }
        head = Arrays.copyOf(bytes, count);
    }

    /**
     * The first bytes.
     *
     * @throws IOException if there is not one
     */
    byte[] head() throws IOException {
        if (head.length == 0 && fault.isPresent()) {
            throw fault.get();
        }
        return head.clone();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (at < head.length) {
            int count = Math.min(length, head.length - at);
            System.arraycopy(head, at, target, offset, count);
            at += count;
            return count;
        }
        if (fault.isPresent()) {
            throw fault.get();
        }
        return in.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
