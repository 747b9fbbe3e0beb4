package dev.weir.aws;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonWriter;
import dev.weir.sql.SqlFailure;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Athena's own calls, in one Region.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/APIReference/Welcome.html">Athena API Reference</a>
 */
record AthenaCalls(SignedCalls calls) {

    /** @throws SqlFailure with one sentence, if the answer is no */
    JsonObject call(String action, Consumer<JsonWriter> request) throws SqlFailure {
        try {
            return calls.send(
                    ServiceRequest.target("AmazonAthena." + action, JsonObject.of(request)), JsonReader::object);
        } catch (SdkException failed) {
            throw new SqlFailure(
                    "Athena: "
                            + Failure.of(failed, "athena:" + action)
                                    .sentence()
                                    .replace("`weir iam read`", "`weir iam athena`"),
                    failed);
        }
    }
}
