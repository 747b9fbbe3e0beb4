package dev.weir.finding;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stable identity of a finding: the first 128 bits of a SHA-256 over check, reading, partition, account, Region, resource
 * type and id.
 *
 * <p>Each part stands with its length before it, so that no two lists of parts give the same bytes; an account or Region that
 * is not known differs from an empty one. Never in it: order, rule ids, wording, exposure. The format is a promise: stored
 * suppressions and baselines hold fingerprints.
 *
 * <p>What code declares is known by its root and address instead of account, Region and id: these come only once it exists, and
 * change when it is made anew.
 */
final class Fingerprint {

    private static final int BYTES = 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest;
    private final Map<Reading, Head> heads = new EnumMap<>(Reading.class);
    private final byte[] hash = new byte[32];
    private final byte[] text = new byte[2 * BYTES];
    private final byte[] id = new byte[104];

    /** The parts before the id, which the findings of an account and Region share. */
    private record Head(Check check, Scope scope, String type, byte[] bytes) {

        boolean is(Check otherCheck, Subject subject) {
            return check == otherCheck && type.equals(subject.type()) && scope.equals(subject.scope());
        }
    }

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException("this Java has no SHA-256", everyJavaHasIt);
        }
    }

    String of(Check check, Reading reading, Subject subject) {
        Optional<Origin.Address> declared = subject.origin().address();
        if (declared.isPresent()) {
            digest.update((part(check.id())
                            + part(reading.id())
                            + part(subject.type())
                            + part("code")
                            + part(declared.get().root())
                            + part(declared.get().name()))
                    .getBytes(StandardCharsets.UTF_8));
            return digested();
        }
        Head head = heads.get(reading);
        if (head == null || !head.is(check, subject)) {
            head = head(check, reading, subject);
            heads.put(reading, head);
        }
        digest.update(head.bytes());
        updateId(subject.id());
        return digested();
    }

    private String digested() {
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException tooShort) {
            throw new IllegalStateException("SHA-256 has 32 bytes", tooShort);
        }
        for (int i = 0; i < BYTES; i++) {
            text[2 * i] = HEX[hash[i] >> 4 & 15];
            text[2 * i + 1] = HEX[hash[i] & 15];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** The part of the id; without a text of its own where each character is a byte. */
    private void updateId(String subjectId) {
        int size = subjectId.length();
        boolean isShort = size < 100 && size > 9;
        for (int i = 0; isShort && i < size; i++) {
            char character = subjectId.charAt(i);
            id[3 + i] = (byte) character;
            isShort = character < 128;
        }
        if (!isShort) {
            digest.update(part(subjectId).getBytes(StandardCharsets.UTF_8));
            return;
        }
        id[0] = (byte) ('0' + size / 10);
        id[1] = (byte) ('0' + size % 10);
        id[2] = ':';
        id[3 + size] = ';';
        digest.update(id, 0, size + 4);
    }

    private static Head head(Check check, Reading reading, Subject subject) {
        Scope scope = subject.scope();
        String parts = part(check.id())
                + part(reading.id())
                + part(scope.partition())
                + part(scope.account())
                + part(scope.region())
                + part(subject.type());
        return new Head(check, scope, subject.type(), parts.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(Optional<String> value) {
        return value.isPresent() ? part(value.get()) : "-;";
    }

    private static String part(String value) {
        return value.length() + ":" + value + ";";
    }
}
