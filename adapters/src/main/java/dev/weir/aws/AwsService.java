package dev.weir.aws;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/** A service that is called without a client of its own. */
enum AwsService {
    ATHENA("athena", "Athena"),
    AUTO_SCALING("autoscaling", "Auto Scaling"),
    BATCH("batch", "Batch"),
    EC2("ec2", "EC2"),
    ECS("ecs", "ECS"),
    EKS("eks", "EKS"),
    ELASTIC_LOAD_BALANCING("elasticloadbalancing", "Elastic Load Balancing"),
    ELASTIC_LOAD_BALANCING_V2("elasticloadbalancing", "Elastic Load Balancing v2"),
    LAMBDA("lambda", "Lambda"),
    RDS("rds", "RDS"),
    S3("s3", "S3"),
    SECURITY_HUB("securityhub", "SecurityHub"),
    STS("sts", "STS");

    private final String signingName;
    private final String id;

    /**
     * A service, by the names in its model.
     *
     * @param signingName for which requests are signed, and with which its address begins
     * @param id from which the names of settings are made, such as AWS_ENDPOINT_URL_AUTO_SCALING
     */
    AwsService(String signingName, String id) {
        this.signingName = signingName;
        this.id = id;
    }

    String signingName() {
        return signingName;
    }

    /**
     * Where it is called: what was typed, else what the environment or the profile says (an address, FIPS, dual stack), else its
     * address in the Region's partition.
     *
     * @throws SdkClientException where it has none: the SDK knows no dual stack in some partitions
     */
    URI endpoint(Region region, Optional<URI> typed, ProfileFile profiles, String profileName) {
        try {
            return provider(region, typed, profiles, profileName).clientEndpoint();
        } catch (NullPointerException none) {
            throw SdkClientException.create(
                    String.valueOf(none.getMessage()), new UnknownHostException(id + " in " + region));
        }
    }

    /** The address that was typed or that the environment or the profile names; empty where it is AWS's own. */
    Optional<URI> elsewhere(Optional<URI> typed, ProfileFile profiles, String profileName) {
        AwsClientEndpointProvider provider = provider(Region.US_EAST_1, typed, profiles, profileName);
        return provider.isEndpointOverridden() ? Optional.of(provider.clientEndpoint()) : Optional.empty();
    }

    private AwsClientEndpointProvider provider(
            Region region, Optional<URI> typed, ProfileFile profiles, String profileName) {
        String setting = id.replace(' ', '_');
        AwsClientEndpointProvider.Builder endpoint = AwsClientEndpointProvider.builder()
                .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_" + setting.toUpperCase(Locale.ROOT))
                .serviceEndpointOverrideSystemProperty("aws.endpointUrl" + id.replace(" ", ""))
                .serviceProfileProperty(setting.toLowerCase(Locale.ROOT))
                .serviceEndpointPrefix(signingName)
                .defaultProtocol("https")
                .region(region)
                .profileFile(() -> profiles)
                .profileName(profileName);
        typed.ifPresent(endpoint::clientEndpointOverride);
        return endpoint.build();
    }
}
