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

        @Override
        public Optional<FindingTraffic.Use> of(Finding finding) {
            return Optional.empty();
        }

        @Override
        public Optional<SeenTraffic> traffic(String group) {
            return Optional.empty();
        }

        @Override
        public Optional<ObservationPeriod> period() {
            return Optional.empty();
        }
    };

    /** Whether there is a traffic profile. */
    boolean asked();

    /** Empty where nothing was observed, which is not the same as nothing. */
    Optional<FindingTraffic.Use> of(Finding finding);

    /** All that is known of a group's traffic; empty where nothing was observed at all. */
    Optional<SeenTraffic> traffic(String group);

    /** When the traffic was observed; empty where none was. */
    Optional<ObservationPeriod> period();
}
