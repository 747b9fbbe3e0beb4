package dev.weir.spark;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.flow.PassedOver;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.ReadingAccount;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of reading some of the objects; merges in any order to the same. Between machines it goes as a profile and an account,
 * which must each be shorter than 2 GiB.
 */
final class ReadPart implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient FlowEvidence.FlowsRead read;

    ReadPart(FlowEvidence.FlowsRead read) {
        this.read = read;
    }

    static ReadPart ofNothing() {
        return new ReadPart(new FlowEvidence.FlowsRead(
                Evidence.empty(), List.of(), List.of(), 0, List.of(), PassedOver.NONE, List.of()));
    }

    FlowEvidence.FlowsRead read() {
        return read;
    }

    /** Both; neither is of use afterwards. */
    ReadPart and(ReadPart other) {
        return new ReadPart(new FlowEvidence.FlowsRead(
                read.evidence().absorb(other.read.evidence()),
                both(read.readings(), other.read.readings()),
                List.of(),
                0,
                Loss.merged(both(read.losses(), other.read.losses())),
                PassedOver.NONE,
                both(read.problems(), other.read.problems())));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    @Serial
    private Object writeReplace() throws ObjectStreamException {
        return new Written(ProfileCodec.encode(read.evidence()), ReadingAccount.write(read));
    }

    @Serial
    private void readObject(ObjectInputStream input) throws InvalidObjectException {
        throw new InvalidObjectException("it is written as something else");
    }

    /** On its way. */
    private record Written(byte[] profile, byte[] account) implements Serializable {

        @Serial
        private Object readResolve() throws ObjectStreamException {
            return new ReadPart(ReadingAccount.read(account, ProfileCodec.decode(profile)));
        }
    }
}
