package dev.weir.aws;

import dev.weir.inventory.Scope;
import dev.weir.json.JsonObject;
import dev.weir.organization.AccessRefused;
import dev.weir.services.Holders;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Who calls AWS, from where: profile, credentials, the configured Region and the clients.
 *
 * <p>Order as the AWS CLI has it: what was typed, the environment, the profile, and only then the instance's metadata, which
 * costs the better part of a second wherever there is none.
 */
final class AwsSession implements AutoCloseable {

    /** How often a read is tried before it counts as failed. */
    static final int ATTEMPTS = 4;

    /** Who one is can be asked elsewhere: the next Region is tried rather than the same one often. */
    private static final int ATTEMPTS_FOR_IDENTITY = 2;

    private static final int ATTEMPTS_FOR_SERVICES = 5;
    private static final int ATTEMPTS_FOR_LOGS = 8;

    /** Where a bucket is asked for that may be anywhere. */
    private static final String ANY_REGION = "us-east-1";

    private static final Duration TO_ANSWER = Duration.ofSeconds(40);
    private static final Duration ALTOGETHER = Duration.ofSeconds(90);

    private final AwsOptions options;
    private final ProfileFile profiles;
    private final String profileName;
    private final Credentials credentials;
    private final Connections http;
    private final RequestPace pace;
    private final RequestPace.OfAccount buckets;

    private AwsSession(
            AwsOptions options,
            ProfileFile profiles,
            String profileName,
            Credentials credentials,
            Connections http,
            RequestPace pace) {
        this.options = options;
        this.profiles = profiles;
        this.profileName = profileName;
        this.credentials = credentials;
        this.http = http;
        this.pace = pace;
        this.buckets = pace.ofAnAccount();
    }

    /**
     * The session that the options and the environment describe.
     *
     * @throws NoCredentials if there is nobody to call AWS as
     */
    static AwsSession open(AwsOptions options) {
        return open(options, RequestPace.half());
    }

    /** The same, at another pace. */
    static AwsSession open(AwsOptions options, RequestPace pace) {
        Optional<String> named = options.profile().or(() -> environment("AWS_PROFILE", "AWS_DEFAULT_PROFILE"));
        ProfileFile profiles;
        try {
            profiles = ProfileFile.defaultProfileFile();
        } catch (RuntimeException malformed) {
            throw new NoCredentials(
                    "the AWS config or credentials file cannot be read: " + malformed.getMessage()
                            + "; help: compare with `aws configure list`",
                    malformed);
        }
        String profileName = named.orElse("default");
        if (named.isPresent() && profiles.profile(profileName).isEmpty()) {
            throw new NoCredentials("there is no profile `" + profileName
                    + "` in the AWS config or credentials file; help: see `aws configure list-profiles`");
        }
        String nobody = nobody(profiles, profileName);
        Credentials credentials = new Credentials(provider(options, profiles, profileName), why -> nobody);
        credentials.check();
        Connections http = new Connections(ProxyConfiguration.builder().build());
        return new AwsSession(options, profiles, profileName, credentials, http, pace);
    }

    /**
     * The session of somebody who assumed a role, which is assumed again when its hour is over. It has buckets of its own, and
     * shares all else with this one, which outlives it.
     *
     * @param sts where it is assumed, as open as this session
     * @throws NoCredentials if it cannot be assumed
     */
    AwsSession assuming(MemberRole role, String arn, Sts sts) {
        AssumedRole assumed = new AssumedRole(() -> sts.assume(arn, role.externalId()), Clock.systemUTC());
        Credentials checked = new Credentials(assumed, why -> notAssumed(arn, why));
        checked.check();
        return new AwsSession(options, profiles, profileName, checked, http, pace);
    }

    private static String notAssumed(String arn, RuntimeException why) {
        Failure failure = Failure.of(why, "sts:AssumeRole");
        return failure.kind() == Failure.Kind.DENIED
                ? "the role `" + arn + "` cannot be assumed: " + failure.what()
                        + "; help: make it, and let these credentials assume it, see `weir iam read --organization`"
                : "the role `" + arn + "` cannot be assumed: " + failure.sentence();
    }

    private static AwsCredentialsProvider provider(AwsOptions options, ProfileFile profiles, String profileName) {
        if (options.profile().isPresent()) {
            return ProfileCredentialsProvider.builder()
                    .profileFile(profiles)
                    .profileName(profileName)
                    .build();
        }
        return DefaultCredentialsProvider.builder()
                .profileFile(profiles)
                .profileName(profileName)
                .build();
    }

    private static String nobody(ProfileFile profiles, String profileName) {
        boolean signsIn = profiles.profile(profileName)
                .map(Profile::properties)
                .map(properties -> properties.containsKey("sso_session") || properties.containsKey("sso_start_url"))
                .orElse(false);
        return signsIn
                ? "the sign-in of profile `" + profileName + "` is missing or over; help: run `aws sso login --profile "
                        + profileName + "`"
                : "no usable AWS credentials in the environment, profile `" + profileName
                        + "` or instance metadata; help: run `aws configure` or `aws sso login`, or name a profile with"
                        + " `--profile`";
    }

    /** The Region that the environment, the profile or the instance names. */
    Optional<String> configuredRegion() {
        return environment("AWS_REGION", "AWS_DEFAULT_REGION")
                .or(() -> Optional.ofNullable(System.getProperty("aws.region")))
                .or(() -> profiles.profile(profileName).flatMap(profile -> profile.property(ProfileProperty.REGION)))
                .or(this::instanceRegion);
    }

    /** The Region where that is asked which is no Region's. */
    String firstRegion() {
        return options.regions().stream()
                .filter(AwsOptions::isRegion)
                .findFirst()
                .or(this::configuredRegion)
                .filter(AwsOptions::isRegion)
                .orElse(LiveAccount.FIRST_REGION);
    }

    private Optional<String> instanceRegion() {
        if (profiles.profile(profileName)
                        .map(Profile::properties)
                        .map(properties -> !properties.isEmpty())
                        .orElse(false)
                || environment("AWS_ACCESS_KEY_ID").isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InstanceProfileRegionProvider().getRegion().id());
        } catch (SdkException notAnInstance) {
            return Optional.empty();
        }
    }

    Ec2Client ec2(String region) {
        return configured(Ec2Client.builder(), region, adaptive(ATTEMPTS)).build();
    }

    /** A client that sends every call once: for calls that change something. */
    Ec2Client ec2WithoutRetries(String region) {
        return configured(Ec2Client.builder(), region, AwsRetryStrategy.doNotRetry())
                .build();
    }

    Sts sts(String region) {
        return new Sts(signed(AwsService.STS, region, ATTEMPTS_FOR_IDENTITY));
    }

    /** What EC2 lists in a Region. */
    Ec2Reads reads(String region) {
        return Ec2Reads.by(signed(AwsService.EC2, region, ATTEMPTS));
    }

    /** A client for a service with one endpoint in each partition, whose answers are JSON. */
    OrganizationsClient organizations(String region) {
        return configured(OrganizationsClient.builder(), region, adaptive(ATTEMPTS))
                .build();
    }

    /** A client for buckets of any Region. */
    S3Client s3() {
        return configured(S3Client.builder(), configuredRegion().orElse(ANY_REGION), many())
                .crossRegionAccessEnabled(true)
                .forcePathStyle(options.endpointUrl().isPresent())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().useArnRegionEnabled(true).build())
                .build();
    }

    /** What reads this bucket. */
    S3Reads s3Reads(String bucket) {
        if (ClientS3.isNeeded(bucket)) {
            return new ClientS3(s3());
        }
        S3Places places = new S3Places(options.endpointUrl(), profiles, profileName);
        RetryStrategy retries = many();
        return new SignedS3(
                places::of,
                place -> new SignedCalls(
                        http,
                        credentials,
                        place::endpoint,
                        place.service(),
                        place.region(),
                        retries,
                        request -> buckets.beforeCall(AwsService.S3, place.region(), request.action())),
                configuredRegion().orElse(ANY_REGION));
    }

    RegionReader reader(String region, Scope scope) {
        return new RegionReader(reads(region), abandoned -> holders(region, scope, abandoned), scope, options);
    }

    /**
     * What holds groups in a Region.
     *
     * @param abandoned why nothing can be asked there, where something has shown that
     */
    Holders holders(String region, Scope scope, Optional<Failure> abandoned) {
        try (Ec2Client ec2 = ec2(region)) {
            return new HolderReader(ec2, services(region), scope, abandoned).read();
        }
    }

    /** Calls of a service that has no client here. */
    SignedCalls signed(AwsService service, String region) {
        return signed(service, region, ATTEMPTS_FOR_SERVICES);
    }

    private SignedCalls signed(AwsService service, String region, int attempts) {
        return new SignedCalls(
                http,
                credentials,
                () -> service.endpoint(Region.of(region), options.endpointUrl(), profiles, profileName),
                service.signingName(),
                region,
                adaptive(attempts),
                request -> buckets.beforeCall(service, region, request.action()));
    }

    /** The lists of services that have no client here. */
    ServiceLists services(String region) {
        return new ServiceLists(service -> signed(service, region));
    }

    CloudWatchLogsClient logs(String region) {
        return configured(CloudWatchLogsClient.builder(), region, adaptive(ATTEMPTS_FOR_LOGS))
                .build();
    }

    /**
     * The Regions that the account has enabled, by name.
     *
     * @param asked the Region that is asked
     * @throws AccessRefused if it does not say, or names none
     */
    List<String> enabledRegions(String asked) {
        String call = "DescribeRegions in " + asked;
        List<String> enabled;
        try {
            enabled = namedRegions(reads(asked).ask("DescribeRegions", Map.of("AllRegions", "false")));
        } catch (SdkException | NoCredentials failed) {
            throw new AccessRefused(
                    call,
                    "nothing was read, because the enabled Regions could not be found out: "
                            + Failure.of(failed, "ec2:DescribeRegions").sentence()
                            + "; or name the Regions with `--region`",
                    failed);
        }
        if (enabled.isEmpty()) {
            throw new AccessRefused(
                    call,
                    "the answer names no Region, so nothing was read; help: name them with `--region`",
                    new IllegalStateException("no Region"));
        }
        return enabled;
    }

    private static List<String> namedRegions(JsonObject answer) {
        return answer.readElements("Regions").value().orElse(List.of()).stream()
                .map(JsonObject.class::cast)
                .filter(region -> !region.readText("OptInStatus").value().equals(Optional.of("not-opted-in")))
                .flatMap(region -> region.readText("RegionName").value().stream())
                .filter(AwsOptions::isRegion)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Retries for a bucket, where one call that is asked to wait says little about the others: so no rate for all of them, as
     * the adaptive strategy would have it.
     */
    private static RetryStrategy many() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS_FOR_LOGS)
                .build();
    }

    private static RetryStrategy adaptive(int attempts) {
        return AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, String region, RetryStrategy retries) {
        options.endpointUrl().ifPresent(builder::endpointOverride);
        return builder.httpClient(http.client())
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .addExecutionInterceptor(new OwnAnswers())
                        .addExecutionInterceptor(buckets)
                        .retryStrategy(retries)
                        .apiCallAttemptTimeout(TO_ANSWER)
                        .apiCallTimeout(ALTOGETHER)
                        .defaultProfileFile(profiles)
                        .defaultProfileName(profileName)
                        .build());
    }

    private static Optional<String> environment(String... names) {
        return Stream.of(names)
                .map(name -> Optional.ofNullable(System.getenv(name)).orElse(""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    @Override
    public void close() {
        http.close();
        credentials.close();
    }

    /** Ends a session that assumed a role, and leaves the one that it came from open. */
    void leave() {
        credentials.close();
    }

    /** The SDK's chain, with its failures told apart from those of the call that needed it. */
    private record Credentials(AwsCredentialsProvider chain, Function<RuntimeException, String> words)
            implements AwsCredentialsProvider {
        @Override
        public AwsCredentials resolveCredentials() {
            try {
                return chain.resolveCredentials();
            } catch (RuntimeException nobody) {
                throw new NoCredentials(words.apply(nobody), nobody);
            }
        }

        /** Ends here, and not at the first call, where there is nobody. */
        void check() {
            try {
                resolveCredentials();
            } catch (NoCredentials nobody) {
                close();
                throw nobody;
            }
        }

        void close() {
            if (chain instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception ignored) {
                    // Nothing was written; there is nothing to lose.
                }
            }
        }
    }
}
