package dev.weir.aws;

import dev.weir.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Who one is, and who one can become, as STS says it in one Region. */
record Sts(SignedCalls calls) {

    private static final String VERSION = "2011-06-15";
    private static final String SESSION = "weir";

    /**
     * Who calls.
     *
     * @param account twelve digits
     * @param arn of the user or of the session of a role
     */
    record Identity(Optional<String> account, Optional<String> arn) {}

    /** @throws software.amazon.awssdk.core.exception.SdkException if it is not said */
    Identity identity() {
        return calls.send(ServiceRequest.form("GetCallerIdentity", VERSION, Map.of()), xml -> {
            JsonObject answer = XmlAnswer.of(xml, "GetCallerIdentity", "");
            return new Identity(
                    answer.readText("Account").value(), answer.readText("Arn").value());
        });
    }

    /** Credentials with an end. */
    record Assumed(AwsSessionCredentials credentials, Instant end) {}

    /** @throws software.amazon.awssdk.core.exception.SdkException if the role cannot be assumed */
    Assumed assume(String arn, Optional<String> externalId) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("RoleArn", arn);
        fields.put("RoleSessionName", SESSION);
        externalId.ifPresent(id -> fields.put("ExternalId", id));
        return calls.send(
                ServiceRequest.form("AssumeRole", VERSION, fields),
                xml -> assumed(XmlAnswer.of(xml, "AssumeRole", "").object("Credentials")));
    }

    private static Assumed assumed(JsonObject given) {
        try {
            return new Assumed(
                    AwsSessionCredentials.create(
                            given.text("AccessKeyId"), given.text("SecretAccessKey"), given.text("SessionToken")),
                    Instant.parse(given.text("Expiration")));
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("expected the time when it expires", noTime);
        }
    }
}
