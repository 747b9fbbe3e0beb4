package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.endpoints.Ec2EndpointProvider;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/** Where services without a client are called, and what their answers are read as. */
class AwsServiceTest {

    private static ProfileFile profiles(String text) {
        return ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static String endpoint(AwsService service, String region, String config) {
        return service.endpoint(Region.of(region), Optional.empty(), profiles(config), "default")
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "RDS, eu-west-1, https://rds.eu-west-1.amazonaws.com",
        "ELASTIC_LOAD_BALANCING_V2, us-east-1, https://elasticloadbalancing.us-east-1.amazonaws.com",
        "LAMBDA, cn-north-1, https://lambda.cn-north-1.amazonaws.com.cn",
        "ECS, us-gov-west-1, https://ecs.us-gov-west-1.amazonaws.com",
        "EKS, eu-central-2, https://eks.eu-central-2.amazonaws.com",
        "BATCH, us-iso-east-1, https://batch.us-iso-east-1.c2s.ic.gov",
        "AUTO_SCALING, ap-southeast-7, https://autoscaling.ap-southeast-7.amazonaws.com"
    })
    void eachPartitionHasItsAddresses(AwsService service, String region, String address) {
        assertThat(endpoint(service, region, "[default]\nregion = us-east-1")).isEqualTo(address);
    }

    @Test
    void aProfileSaysWhereElse() {
        assertThat(endpoint(AwsService.RDS, "eu-west-1", "[default]\nuse_fips_endpoint = true"))
                .isEqualTo("https://rds-fips.eu-west-1.amazonaws.com");
        assertThat(endpoint(AwsService.RDS, "eu-west-1", "[default]\nendpoint_url = https://all.example"))
                .isEqualTo("https://all.example");
        String services = """
                [default]
                services = mine
                endpoint_url = https://all.example
                [services mine]
                elastic_load_balancing_v2 =
                  endpoint_url = https://balancers.example
                """;
        assertThat(endpoint(AwsService.ELASTIC_LOAD_BALANCING_V2, "eu-west-1", services))
                .isEqualTo("https://balancers.example");
        assertThat(endpoint(AwsService.ELASTIC_LOAD_BALANCING, "eu-west-1", services))
                .isEqualTo("https://all.example");
        assertThat(AwsService.RDS.endpoint(
                        Region.EU_WEST_1,
                        Optional.of(URI.create("http://127.0.0.1:5000")),
                        profiles(services),
                        "default"))
                .hasToString("http://127.0.0.1:5000");
    }

    @Test
    void ec2AndStsAreWhereTheirClientsWouldCallThem() {
        for (Region region : Region.regions()) {
            if (region.isGlobalRegion()) {
                continue;
            }
            for (boolean fips : new boolean[] {false, true}) {
                for (boolean dual : new boolean[] {false, true}) {
                    String config =
                            "[default]\nuse_fips_endpoint = %s\nuse_dualstack_endpoint = %s".formatted(fips, dual);
                    if (dual && region.id().contains("-iso")) {
                        assertThatThrownBy(() -> endpoint(AwsService.EC2, region.id(), config))
                                .satisfies(
                                        unknown -> assertThat(Failure.of((RuntimeException) unknown, "ec2:DescribeVpcs")
                                                        .sentence())
                                                .startsWith("the host \"EC2 in " + region + "\" is not known"));
                    } else {
                        assertThat(endpoint(AwsService.EC2, region.id(), config))
                                .as("%s %s", region, config)
                                .isEqualTo(ec2(region, fips, dual).toString());
                        assertThat(endpoint(AwsService.STS, region.id(), config))
                                .as("%s %s", region, config)
                                .isEqualTo(sts(region, fips, dual).toString());
                    }
                }
            }
        }
    }

    private static URI ec2(Region region, boolean fips, boolean dual) {
        return Ec2EndpointProvider.defaultProvider()
                .resolveEndpoint(asked -> asked.region(region).useFips(fips).useDualStack(dual))
                .join()
                .url();
    }

    private static URI sts(Region region, boolean fips, boolean dual) {
        return StsEndpointProvider.defaultProvider()
                .resolveEndpoint(asked -> asked.region(region).useFips(fips).useDualStack(dual))
                .join()
                .url();
    }

    private static JsonObject read(String xml) {
        return XmlAnswer.of(xml.getBytes(StandardCharsets.UTF_8), "DescribeDBInstances", "DBInstances");
    }

    private static String answer(String result) {
        return "<DescribeDBInstancesResponse xmlns=\"x\"><DescribeDBInstancesResult>" + result
                + "</DescribeDBInstancesResult><ResponseMetadata/></DescribeDBInstancesResponse>";
    }

    @Test
    void aListIsOneHoweverManyItHas() {
        assertThat(new String(read(answer("<DBInstances/>")).canonical(), StandardCharsets.UTF_8))
                .isEqualTo("{\"DBInstances\":[]}");
        assertThat(new String(
                        read(answer("<DBInstances><DBInstance><A> b&amp;c </A><G><M><I>1</I></M><M><I>2</I></M></G>"
                                        + "</DBInstance></DBInstances><Marker>m</Marker>"))
                                .canonical(),
                        StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"DBInstances\":[{\"A\":\"b&c\",\"G\":{\"M\":[{\"I\":\"1\"},{\"I\":\"2\"}]}}],\"Marker\":\"m\"}");
        assertThat(new String(
                        read(answer("<DBInstances><DBInstance><G><member>1</member></G></DBInstance></DBInstances>"))
                                .canonical(),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"DBInstances\":[{\"G\":[\"1\"]}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Sign in<br></body></html>",
                "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>",
                "<DescribeDBClustersResponse><DescribeDBClustersResult/></DescribeDBClustersResponse>",
                "<DescribeDBInstancesResponse><ResponseMetadata/></DescribeDBInstancesResponse>",
                "<DescribeDBInstancesResponse><DescribeDBInstancesResult/></DescribeDBInstancesResponse><more/>",
                "{\"DBInstances\": []}"
            })
    void whatIsNotTheWholeAnswerIsNone(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsFetchedOrExpandedForAnAnswer() {
        String doctype = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\"><!ENTITY l \"lol\">]>";

        Assertions.assertThatCode(() -> {
                    JsonObject read =
                            read(doctype + answer("<DBInstances><DBInstance>&e;&l;</DBInstance></DBInstances>"));
                    assertThat(new String(read.canonical(), StandardCharsets.UTF_8))
                            .doesNotContain("root:", "lol");
                })
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(IllegalArgumentException.class));
        String deep = "<a>".repeat(5000) + "</a>".repeat(5000);
        assertThatThrownBy(() -> read(answer(deep))).isInstanceOf(IllegalArgumentException.class);
    }
}
