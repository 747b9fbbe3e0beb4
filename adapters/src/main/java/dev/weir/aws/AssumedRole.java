package dev.weir.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The credentials of a role that is assumed: again when its hour is nearly over, by whoever asks first. Where that fails, those that
 * there are serve until they end.
 */
final class AssumedRole implements AwsCredentialsProvider {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration AT_LAST = Duration.ofMinutes(1);

    private final Supplier<Sts.Assumed> role;
    private final Clock clock;
    private Optional<Sts.Assumed> current = Optional.empty();

    /** @param role assumes it */
    AssumedRole(Supplier<Sts.Assumed> role, Clock clock) {
        this.role = role;
        this.clock = clock;
    }

    @Override
    public synchronized AwsCredentials resolveCredentials() {
        if (!lasts(EARLY)) {
            try {
                current = Optional.of(role.get());
            } catch (RuntimeException failed) {
                if (!lasts(AT_LAST)) {
                    throw failed;
                }
            }
        }
        return current.orElseThrow().credentials();
    }

    private boolean lasts(Duration time) {
        Instant until = clock.instant().plus(time);
        return current.filter(known -> known.end().isAfter(until)).isPresent();
    }
}
