package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtherKeyTest {

    @ParameterizedTest
    @CsvSource({
        "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/10/20/x.json.gz,CloudTrail",
        "prefix/AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/10/20/x.json.gz,CloudTrail-Digest",
        "AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/eu-west-1/2026/10/20/x.json.gz,CloudTrail",
        "AWSLogs/111122223333/elasticloadbalancing/eu-west-1/2026/10/20/x.log.gz,elasticloadbalancing",
        "AWSLogs/aws-account-id=111122223333/aws-service=elasticloadbalancing/aws-region=eu-west-1/year=2026/x.log.gz,elasticloadbalancing",
        "AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a1/2026/10/20/x.log.gz,vpcdnsquerylogs",
        "AWSLogs/111122223333/WAFLogs/eu-west-1/acl/2026/10/20/03/05/x.log.gz,WAFLogs",
        "/data/AWSLogs/111122223333/Config/eu-west-1/2026/10/20/ConfigSnapshot/x.json.gz,Config",
        "AWSLogs/111122223333/Config/ConfigWritabilityCheckFile,AWS's own tests",
        "AWSLogs/111122223333/ELBAccessLogTestFile,AWS's own tests",
        "exported/aws-logs-write-test,AWS's own tests",
        "aws/CLOUD_TRAIL_MGMT/2.0/region=eu-west-1/accountId=111122223333/eventDay=20261020/x.gz.parquet,Security Lake"
                + " CLOUD_TRAIL_MGMT",
        "spark/_SUCCESS,an engine's bookkeeping",
        "_metadata,an engine's bookkeeping",
        "table/_delta_log/00000000000000000000.json,an engine's bookkeeping",
        "table/metadata/snap-1.avro,an engine's bookkeeping"
    })
    void knowsWhatElseLiesInABucket(String key, String kind) {
        assertThat(OtherKey.of(key)).contains(kind);
    }

    @Test
    void besideQueryLogsFlowLogsAreTheOthers() {
        String flows = "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/10/20/x.log.gz";
        String queries = "AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a1/2026/10/20/x.log.gz";
        String lake = "aws/VPC_FLOW/2.0/region=eu-west-1/accountId=111122223333/eventDay=20261020/x.gz.parquet";

        assertThat(OtherKey.of(flows, LogKind.RESOLVER_QUERY_LOGS)).contains("vpcflowlogs");
        assertThat(OtherKey.of(queries, LogKind.RESOLVER_QUERY_LOGS)).isEmpty();
        assertThat(OtherKey.of(lake, LogKind.RESOLVER_QUERY_LOGS)).contains("Security Lake VPC_FLOW");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/10/20/x.log.gz",
                "AWSLogs/o-a1b2c3d4e5/111122223333/vpcflowlogs/eu-west-1/2026/10/20/x.log.gz",
                "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=10/day=20/x.parquet",
                "AWSLogs/111122223333/CloudTrail/111122223333_vpcflowlogs_eu-west-1_fl-0a1_20261020T0305Z_aaaaaaaa.log.gz",
                "aws/VPC_FLOW/2.0/region=eu-west-1/accountId=111122223333/eventDay=20261020/x.gz.parquet",
                "AWSLogs/copied.log.gz",
                "elasticloadbalancing/flows.log",
                "C:\\logs\\flows.log"
            })
    void mayBeFlowLogs(String key) {
        assertThat(OtherKey.of(key)).isEmpty();
    }
}
