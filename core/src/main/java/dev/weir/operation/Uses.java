package dev.weir.operation;

import dev.weir.finding.Finding;
import dev.weir.traffic.ObservationPeriod;
import java.util.Optional;

/** How much observed traffic uses the rules of each finding, for reports that show it beside; asked when a finding comes. */
public interface Uses {

    /** Nobody gave a traffic profile. */
    Uses NOT_ASKED = new Uses() {
        @Override
        public boolean asked() {
            return false;
        }
    };

    /** Whether there is a traffic profile. */
    default boolean asked() {
        return true;
    }

    /** Empty where nothing was observed, which is not the same as nothing. */
    default Optional<FindingTraffic.Use> of(Finding finding) {
        return Optional.empty();
    }

    /** All that is known of a group's traffic; empty where nothing was observed at all. */
    default Optional<SeenTraffic> traffic(String group) {
        return Optional.empty();
    }

    /** When the traffic was observed; empty where none was. */
    default Optional<ObservationPeriod> period() {
        return Optional.empty();
    }
}
