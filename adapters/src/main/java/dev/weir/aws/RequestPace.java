package dev.weir.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;

/**
 * Keeps a share of what AWS lets an account call EC2, and leaves the rest to whoever operates it: each attempt of a call, a
 * second one too, first takes a token of its account, Region and operation.
 */
public final class RequestPace {

    /** What weir takes unless it is told otherwise. */
    public static final double HALF = 0.5;

    private final double share;
    private final LongSupplier nanoTime;
    private final LongConsumer pause;
    private final LongAdder calls = new LongAdder();
    private final LongAdder waited = new LongAdder();

    private RequestPace(double share, LongSupplier nanoTime, LongConsumer pause) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share from 0.01 to 1, found " + share);
        }
        this.share = share;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** A pace by this time, which hands the nanoseconds to wait to {@code pause}. */
    static RequestPace by(LongSupplier nanoTime, double share, LongConsumer pause) {
        return new RequestPace(share, nanoTime, pause);
    }

    /**
     * A pace by the clock of the machine.
     *
     * @param share of AWS's rates, at most 1
     * @param waiting is handed each wait, to do it when others know that nothing else is done meanwhile
     */
    public static RequestPace of(double share, Consumer<Runnable> waiting) {
        return by(System::nanoTime, share, nanos -> waiting.accept(() -> sleep(nanos)));
    }

    /** Half of AWS's rates. */
    public static RequestPace half() {
        return of(HALF, Runnable::run);
    }

    private static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** How many attempts of calls went out. */
    public long calls() {
        return calls.sum();
    }

    /** How long they waited for tokens, all together. */
    public Duration waited() {
        return Duration.ofNanos(waited.sum());
    }

    /** The buckets of one account, for its clients. */
    OfAccount ofAnAccount() {
        return new OfAccount();
    }

    /** What one account has left. */
    final class OfAccount implements ExecutionInterceptor {

        private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
            if ("Ec2".equals(call.getAttribute(SdkExecutionAttribute.SERVICE_NAME))) {
                Region region = call.getAttribute(AwsExecutionAttribute.AWS_REGION);
                String operation = String.valueOf(call.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
                take(region + " " + operation, Ec2Rates.of(operation));
            }
            calls.increment();
        }

        /** Before an attempt of a call that no client of the SDK makes. */
        void beforeCall(AwsService service, String region, String action) {
            if (service == AwsService.EC2) {
                take(region + " " + action, Ec2Rates.of(action));
            } else if (service != AwsService.STS && service != AwsService.S3) {
                take(region + " " + service, Ec2Rates.OTHER_SERVICES);
            }
            calls.increment();
        }

        private void take(String what, Ec2Rates rates) {
            TokenBucket bucket = buckets.computeIfAbsent(what, first -> rates.bucket(share, nanoTime.getAsLong()));
            long nanos = bucket.take(nanoTime.getAsLong());
            if (nanos > 0) {
                waited.add(nanos);
                pause.accept(nanos);
            }
        }
    }
}
