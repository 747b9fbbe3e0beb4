package dev.weir.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.json.JsonReader;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlanCodecTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PlanCodecTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    /** It was written before plans said what they come to: what is not in it is not known, and its digest is what it was. */
    @Test
    void readsAPlanOfBeforeAndAddsNothingToIt() throws IOException {
        byte[] old = resource("plan-before-consequences.json");

        Plan plan = PlanCodec.decode(old);

        assertThat(plan.consequences()).isEmpty();
        assertThat(plan.authorize())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.evidence().map(Authorization.ServedTraffic::interfaces))
                        .hasValueSatisfying(count -> assertThat(count).isEmpty()));
        assertThat(PlanCodec.digest(plan)).isEqualTo(JsonReader.object(old).text("digest"));
        assertThat(PlanCodec.encode(plan)).isEqualTo(old);
    }
}
