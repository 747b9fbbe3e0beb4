package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Problem;
import dev.weir.inventory.Snapshot;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An inventory in a bucket that is not given says what to allow. */
class S3InventoryTest {

    @Test
    void namesTheBucketWhereListingIsDenied() throws IOException {
        try (OneAnswer denied = OneAnswer.of(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>")) {
            AwsOptions options = PeerAccount.options(denied.endpoint(), "eu-west-1");

            Snapshot read = Snapshot.of(new S3Inventory(options, List.of("s3://kept/inventory/"), List.of()));

            assertThat(read.problems())
                    .extracting(Problem::message)
                    .first()
                    .asString()
                    .contains("allow `s3:ListBucket` on `arn:aws:s3:::kept`, see");
        }
    }
}
