package dev.weir.parquet;

import dev.weir.flow.FlowObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A flow-log object as the Parquet library wants to see it. */
final class ObjectInput implements InputFile {

    private final FlowObject object;

    ObjectInput(FlowObject object) {
        this.object = object;
    }

    @Override
    public long getLength() {
        return object.size();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        Position position = new Position(object);
        return new DelegatingSeekableInputStream(position) {
            @Override
            public long getPos() {
                return position.at;
            }

            @Override
            public void seek(long target) throws IOException {
                position.moveTo(target);
            }
        };
    }

    /** Bytes from a position that can be moved; the object is opened again only if it is. */
    private static final class Position extends InputStream {
        private final FlowObject object;
        private InputStream in;
        private long at;

        Position(FlowObject object) throws IOException {
            this.object = object;
            this.in = object.open(0);
        }

        void moveTo(long target) throws IOException {
            if (target < 0 || target > object.size()) {
                throw new EOFException("it points to byte " + target + " of " + object.size());
            }
            if (target != at) {
                in.close();
                in = object.open(target);
                at = target;
            }
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            at += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            at += Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
