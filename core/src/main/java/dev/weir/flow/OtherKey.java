package dev.weir.flow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What else than the logs that are looked for an object is, by its name alone: in a bucket that collects what AWS writes, or in a folder that an
 * engine wrote.
 *
 * <pre>
 * AWSLogs/[o-…/]111122223333/CloudTrail/eu-west-1/2026/11/21/…     also aws-account-id=…/aws-service=…/
 * AWSLogs/111122223333/ELBAccessLogTestFile                         written once, to see whether it can be
 * aws/ROUTE53/2.0/region=…/accountId=…/eventDay=…/…                 Security Lake
 * </pre>
 *
 * <p>[1] Amazon S3 key layouts in the guides of CloudTrail, Config, Elastic Load Balancing and VPC Flow Logs. [2] Names that
 * begin with {@code _} are no data to Hadoop, Spark, Hive and Trino.
 */
public final class OtherKey {

    private static final Pattern SERVICE = Pattern.compile(
            ".*(?:^|/)AWSLogs/(?:o-[a-z0-9]+/)?(?:aws-account-id=)?[0-9]{12}/(?:aws-service=)?([^/]+)/.*");

    private static final Pattern LAKE = Pattern.compile(".*(?:^|/)aws/([A-Z][A-Z0-9_]+)/[0-9.]+/region=[^/]+/.*");

    private static final Pattern WRITTEN_ONCE =
            Pattern.compile("ConfigWritabilityCheckFile|ELBAccessLogTestFile|aws-logs-write-test");

    private static final Pattern OF_ENGINES = Pattern.compile(
            ".*/_[^/]*|.*/(?:_delta_log|_temporary|_spark_metadata)/.*|.*/metadata/[^/]*\\.(?:avro|puffin|metadata\\.json)");

    private OtherKey() {}

    /** What it is; empty if it may be flow logs. */
    public static Optional<String> of(String name) {
        return of(name, LogKind.VPC_FLOW_LOGS);
    }

    /** What it is; empty if it may be logs of this kind. */
    public static Optional<String> of(String name, LogKind wanted) {
        String path = "/" + name.replace('\\', '/');
        String file = path.substring(path.lastIndexOf('/') + 1);
        if (file.contains("_" + wanted.service + "_")) {
            return Optional.empty();
        }
        if (WRITTEN_ONCE.matcher(file).matches()) {
            return Optional.of("AWS's own tests");
        }
        Matcher service = SERVICE.matcher(path);
        if (service.matches() && !service.group(1).equals(wanted.service)) {
            return Optional.of(service.group(1));
        }
        Matcher lake = LAKE.matcher(path);
        if (lake.matches() && (wanted != LogKind.VPC_FLOW_LOGS || !lake.group(1).equals("VPC_FLOW"))) {
            return Optional.of("Security Lake " + lake.group(1));
        }
        return OF_ENGINES.matcher(path).matches() ? Optional.of("an engine's bookkeeping") : Optional.empty();
    }
}
