package dev.weir.report.text;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/** Passes bytes on, and knows about how many they would be with gzip: quickly, so that it says rather too many than too few. */
public final class GzipSize extends FilterOutputStream {

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] room = new byte[1 << 14];

    public GzipSize(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        deflater.setInput(bytes, from, length);
        while (!deflater.needsInput()) {
            deflater.deflate(room);
        }
    }

    /** What was written so far; a few thousand bytes may not count yet. */
    public long soFar() {
        return deflater.getBytesWritten();
    }

    /** Lets go of the memory outside of the heap; what comes after is passed on no more. */
    public void end() {
        deflater.end();
    }
}
