package dev.weir.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** How the tests come to an account that is not AWS's: a profile of their own, and clients to fill it with. */
public final class PeerAccount {
    static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    static final String PROFILE = "weir-test";

    private PeerAccount() {}

    /** Points the SDK at a config and a credentials file of the tests, so that nothing of the machine's own is read. */
    public static void useOwnProfiles() {
        try {
            // Of this JVM: another one runs its tests at the same time.
            Path folder = Files.createDirectories(Path.of(
                            "target", "aws-profiles-" + ProcessHandle.current().pid()))
                    .toAbsolutePath();
            Path config = folder.resolve("config");
            Path credentials = folder.resolve("credentials");
            Files.writeString(config, """
                    [profile weir-test]
                    region = eu-west-1
                    [profile weir-elsewhere]
                    region = eu-central-1
                    endpoint_url = http://127.0.0.1:9
                    [profile weir-nobody]
                    region = eu-west-1
                    [profile weir-sso]
                    region = eu-west-1
                    sso_session = somewhere
                    sso_account_id = 111122223333
                    sso_role_name = reader
                    [sso-session somewhere]
                    sso_region = eu-west-1
                    sso_start_url = https://127.0.0.1:9/start
                    """);
            Files.writeString(credentials, """
                    [weir-test]
                    aws_access_key_id = AKIAIOSFODNN7EXAMPLE
                    aws_secret_access_key = secret
                    [weir-elsewhere]
                    aws_access_key_id = AKIAIOSFODNN7EXAMPLE
                    aws_secret_access_key = secret
                    """);
            System.setProperty("aws.configFile", config.toString());
            System.setProperty("aws.sharedCredentialsFile", credentials.toString());
            System.setProperty("aws.disableEc2Metadata", "true");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static AwsOptions options(URI endpoint, String... regions) {
        useOwnProfiles();
        return new AwsOptions(
                Optional.of(PROFILE), List.of(regions), Optional.of(endpoint), AwsOptions.WantedLists.REFERENCED);
    }

    static LiveAccount live(URI endpoint, String... regions) {
        return live(options(endpoint, regions));
    }

    static LiveAccount live(AwsOptions options) {
        return new LiveAccount(options, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** A client to fill the account with. */
    public static Ec2Client ec2(URI endpoint, String region) {
        return configured(
                Ec2Client.builder(), endpoint, region, AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret"));
    }

    /** A client to fill another account with, of a server that knows many. */
    public static Ec2Client ec2In(URI endpoint, String account, String region) {
        AwsBasicCredentials own = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret");
        try (StsClient sts = configured(StsClient.builder(), endpoint, region, own)) {
            Credentials assumed = sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + account + ":role/filler")
                            .roleSessionName("filler"))
                    .credentials();
            return configured(
                    Ec2Client.builder(),
                    endpoint,
                    region,
                    AwsSessionCredentials.create(
                            assumed.accessKeyId(), assumed.secretAccessKey(), assumed.sessionToken()));
        }
    }

    static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C configured(
            B builder, URI endpoint, String region, AwsCredentials credentials) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.builder().build())
                .build();
    }
}
