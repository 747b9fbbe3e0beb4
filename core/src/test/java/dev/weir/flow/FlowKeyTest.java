package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/x.log.gz|2026-11-21T00:00:00Z|2026-11-22T00:00:00Z",
                "s3://b/p/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/06/x|2026-11-21T06:00:00Z|2026-11-21T07:00:00Z",
                "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=11/day=21/x|2026-11-21T00:00:00Z|2026-11-22T00:00:00Z",
                "p/AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=11/day=21/hour=06/x|2026-11-21T06:00:00Z|2026-11-21T07:00:00Z"
            })
    void readsTheLayoutsOfAws(String name, Instant from, Instant to) {
        FlowKey key = FlowKey.parse(name);

        assertThat(key.account()).contains("111122223333");
        assertThat(key.region()).contains("eu-west-1");
        assertThat(key.flowLog()).isEmpty();
        assertThat(key.from()).contains(from);
        assertThat(key.to()).contains(to);
    }

    @Test
    void theFileNameWinsOverTheFolders() {
        FlowKey key = FlowKey.parse("AWSLogs/444455556666/vpcflowlogs/us-east-1/2020/01/01/"
                + "111122223333_vpcflowlogs_eu-west-1_fl-0a1b_20261121T0620Z_1a2b3c4d.log.parquet");

        assertThat(key.flowLog()).contains("fl-0a1b");
        assertThat(key.account()).contains("111122223333");
        assertThat(key.region()).contains("eu-west-1");
        assertThat(key.from()).contains(Instant.parse("2026-11-21T06:20:00Z"));
        assertThat(key.to()).contains(Instant.parse("2026-11-21T06:25:00Z"));
    }

    @Test
    void readsTheLayoutOfQueryLogs() {
        String folder = "p/AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a1b/2026/11/21/";

        FlowKey key = FlowKey.parse(folder + "vpc-0a1b_vpcdnsquerylogs_444455556666_20261121T0620Z_1a2b3c4d.log.gz");

        assertThat(key.account()).contains("444455556666");
        assertThat(key.region()).isEmpty();
        assertThat(key.from()).contains(Instant.parse("2026-11-21T06:20:00Z"));
        assertThat(FlowKey.parse(folder + "x").to()).contains(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(FlowKey.ofFolder("p/AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a1b/2026/"))
                .get()
                .satisfies(year -> assertThat(year.to()).contains(Instant.parse("2027-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "flows.log", "2026/11/21/x.log", "AWSLogs/1/vpcflowlogs/eu-west-1/2026/11/21/x"})
    void aNameThatTellsNothingIsUnknown(String name) {
        assertThat(FlowKey.parse(name)).isEqualTo(FlowKey.UNKNOWN);
    }

    @Test
    void aDayThatDoesNotExistIsNoTime() {
        assertThat(FlowKey.parse("AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/02/31/x")
                        .from())
                .isEmpty();
    }
}
