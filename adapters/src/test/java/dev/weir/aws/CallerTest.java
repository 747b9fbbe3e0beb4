package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whoever calls is asked for in a Region where the credentials count, whichever Regions are read. */
class CallerTest {

    @Test
    void isAskedForInTheConfiguredRegionWhereEveryRegionIsRead() throws IOException {
        String identity = "<GetCallerIdentityResponse><GetCallerIdentityResult>"
                + "<Arn>arn:aws:iam::111122223333:user/u</Arn><Account>111122223333</Account>"
                + "</GetCallerIdentityResult></GetCallerIdentityResponse>";
        try (OneAnswer sts = OneAnswer.of(200, identity);
                Caller caller = Caller.of(PeerAccount.options(sts.endpoint(), "all"), RequestPace.half())) {
            assertThat(caller.region()).isEqualTo("eu-west-1");
        }
    }
}
