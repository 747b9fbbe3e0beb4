package dev.weir.aws;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.EndpointAuthScheme;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/**
 * Where buckets are called, by S3's own rules, which the SDK brings, and with the settings that its client would find: host or path
 * named after the bucket, FIPS, dual stack, access points, another address. A test holds it against the client.
 */
final class S3Places {

    private final S3EndpointProvider rules = S3EndpointProvider.defaultProvider();
    private final Optional<URI> elsewhere;
    private final boolean byPath;
    private final boolean fips;
    private final boolean dualStack;

    /**
     * The places as one is set up.
     *
     * @param typed an address of which nobody knows whether it has a host for each bucket
     */
    S3Places(Optional<URI> typed, ProfileFile profiles, String profileName) {
        elsewhere = AwsService.S3.elsewhere(typed, profiles, profileName);
        byPath = typed.isPresent();
        fips = FipsEnabledProvider.builder()
                .profileFile(() -> profiles)
                .profileName(profileName)
                .build()
                .isFipsEnabled()
                .orElse(false);
        dualStack = DualstackEnabledProvider.builder()
                .profileFile(() -> profiles)
                .profileName(profileName)
                .build()
                .isDualstackEnabled()
                .orElse(false);
    }

    /**
     * Where this bucket is called from a Region.
     *
     * @param bucket its name, or the ARN of an access point, which says its Region
     * @throws SdkClientException if there is no such place
     */
    S3Place of(String bucket, String region) {
        S3EndpointParams.Builder asked = S3EndpointParams.builder()
                .bucket(bucket)
                .region(Region.of(region))
                .useFips(fips)
                .useDualStack(dualStack)
                .forcePathStyle(byPath)
                .accelerate(false)
                .useArnRegion(true)
                .useGlobalEndpoint(false); // of which a client that follows buckets to their Regions makes no use
        elsewhere.ifPresent(address -> asked.endpoint(address.toString()));
        Endpoint found;
        try {
            found = rules.resolveEndpoint(asked.build()).join();
        } catch (CompletionException | IllegalArgumentException none) {
            throw none.getCause() instanceof SdkException told
                    ? told
                    : SdkClientException.create(String.valueOf(none.getMessage()), none);
        }
        if (found.url().getHost() == null) {
            throw SdkClientException.create("`" + bucket + "` makes no host at " + found.url());
        }
        List<EndpointAuthScheme> schemes = Optional.ofNullable(found.attribute(AwsEndpointAttribute.AUTH_SCHEMES))
                .orElse(List.of());
        SigV4AuthScheme signing = schemes.stream()
                .filter(SigV4AuthScheme.class::isInstance)
                .map(SigV4AuthScheme.class::cast)
                .findFirst()
                .orElseThrow(() -> SdkClientException.create("`" + bucket + "` takes no signature of version 4"));
        return new S3Place(
                found.url(),
                Optional.ofNullable(found.url().getRawPath()).orElse(""),
                signing.signingName(),
                Optional.ofNullable(signing.signingRegion()).orElse(region));
    }
}
