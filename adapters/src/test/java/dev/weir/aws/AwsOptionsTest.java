package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsOptionsTest {

    private static AwsOptions regions(String... regions) {
        return new AwsOptions(Optional.empty(), List.of(regions), Optional.empty(), AwsOptions.WantedLists.REFERENCED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-west-1",
                "us-gov-east-1",
                "cn-northwest-1",
                "us-iso-east-1",
                "ap-southeast-7",
                "mx-central-1",
                "eusc-de-east-1",
                "il-central-1"
            })
    void takesTheNamesOfRegions(String region) {
        assertThat(regions(region).regions()).containsExactly(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "eu-west", "EU-WEST-1", "eu-west-1.evil.example", "eu-west-1a", "../x", "All", "eu west 1"})
    void refusesWhatIsNoRegion(String region) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> regions(region))
                .withMessageStartingWith("`--region " + region + "` is not the name of a Region");
    }

    @Test
    void sortsRegionsAndNamesEachOnce() {
        assertThat(regions("us-east-1", "eu-west-1", "us-east-1").regions()).containsExactly("eu-west-1", "us-east-1");
    }

    @Test
    void allStandsAlone() {
        assertThat(regions("all").allRegions()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> regions("all", "eu-west-1"))
                .withMessageContaining("holds every other Region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5000", "ftp://127.0.0.1", "http://", "http://a b", "file:///etc/passwd"})
    void refusesEndpointsThatAreNoAddress(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsOptions.endpoint(endpoint))
                .withMessageStartingWith("`--endpoint-url " + endpoint + "` is not an address");
    }

    @Test
    void takesAnEndpoint() {
        assertThat(AwsOptions.endpoint("http://127.0.0.1:5000").getPort()).isEqualTo(5000);
    }
}
