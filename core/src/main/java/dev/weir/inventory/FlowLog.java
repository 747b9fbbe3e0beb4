package dev.weir.inventory;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A flow log as EC2 describes it: what it watches, what it writes, where to and how well that goes. None of it can be changed
 * but by making another (VPC User Guide, "Flow logs basics").
 *
 * @param scope owner account and Region, as far as known
 * @param id such as {@code fl-0a1b2c3d}
 * @param resource the VPC, subnet, interface, transit gateway or NAT gateway that it watches
 * @param active whether it is at work
 * @param created when it was made; where that is not known, neither is since when it watches
 * @param traffic which traffic it records
 * @param delivery where to, and how well
 * @param format its LogFormat as EC2 writes it: {@code ${version} ${account-id} …}
 * @param layout how its objects in a bucket are written
 * @param aggregation the longest time of one record, in seconds
 * @param origin where it was read
 */
public record FlowLog(
        Scope scope,
        String id,
        String resource,
        boolean active,
        Optional<Instant> created,
        Recorded traffic,
        Delivery delivery,
        String format,
        Layout layout,
        OptionalInt aggregation,
        Origin origin) {

    /** Which traffic a flow log records. */
    public enum Recorded {
        ALL,
        ACCEPT,
        REJECT,
        /** The source does not say, or says something else. */
        UNKNOWN
    }

    /** What it delivers to. */
    public enum Store {
        BUCKET("s3"),
        LOG_GROUP("cloud-watch-logs"),
        STREAM("kinesis-data-firehose"),
        /** Something that is not known to weir. */
        OTHER("");

        private final String id;

        Store(String id) {
            this.id = id;
        }

        /** The LogDestinationType; empty for one that is not known. */
        public String id() {
            return id;
        }

        /** The store of a LogDestinationType. */
        public static Store of(String type) {
            for (Store store : values()) {
                if (store.id.equals(type.toLowerCase(Locale.ROOT))) {
                    return store;
                }
            }
            return OTHER;
        }
    }

    /**
     * Where the records go.
     *
     * @param store what kind of place
     * @param place its ARN, with a folder of keys behind a bucket's; of a log group that is given by name alone, the name; empty
     *     where not known
     * @param role the role that delivers to a log group
     * @param works whether the last delivery went well; empty before there was one
     * @param error why it did not: {@code Access error}, {@code Rate limited}, {@code Unknown error}
     */
    public record Delivery(
            Store store, String place, Optional<String> role, Optional<Boolean> works, Optional<String> error) {

        /** The bucket, where it is one. */
        public Optional<String> bucket() {
            if (store != Store.BUCKET) {
                return Optional.empty();
            }
            String name = place.substring(place.lastIndexOf(':') + 1);
            int slash = name.indexOf('/');
            return Optional.of(slash < 0 ? name : name.substring(0, slash)).filter(bucket -> !bucket.isEmpty());
        }

        /** The folder of keys in the bucket, without a slash at either end; empty for the bucket itself. */
        public String folder() {
            int slash = place.indexOf('/');
            return slash < 0 ? "" : place.substring(slash + 1).replaceAll("^/+|/+$", "");
        }

        /** The name of the log group, where it is one. */
        public Optional<String> logGroup() {
            if (store != Store.LOG_GROUP) {
                return Optional.empty();
            }
            String name = place.replaceFirst("^arn:[^:]*:logs:[^:]*:[^:]*:log-group:", "")
                    .replaceFirst(":\\*$", "");
            return Optional.of(name).filter(group -> !group.isEmpty());
        }
    }

    /**
     * How objects in a bucket are written; all the defaults for another store.
     *
     * @param file {@code plain-text} or {@code parquet}
     * @param hive whether folders are named {@code year=2026}
     * @param hourly whether each hour has a folder
     */
    public record Layout(String file, boolean hive, boolean hourly) {

        /** Text, by day. */
        public static final Layout DEFAULT = new Layout("plain-text", false, false);
    }
}
