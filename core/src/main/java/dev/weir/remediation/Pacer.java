package dev.weir.remediation;

import java.time.Duration;
import java.time.Instant;

/** Time and chance, so that a test can hold both. */
public interface Pacer {

    Instant now();

    /** Returns no sooner than after this long. */
    void sleep(Duration duration);

    /** Returns when a call that changes something may be sent: by default at most one per second and Region. */
    void awaitWritePermit();

    /** A random duration between nothing and {@code longest}: full jitter. */
    Duration upTo(Duration longest);
}
