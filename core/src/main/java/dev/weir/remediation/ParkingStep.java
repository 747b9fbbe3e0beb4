package dev.weir.remediation;

import java.time.Duration;

/** What a run does next about a parking group. */
sealed interface ParkingStep {

    /** Journal this call, then send it. */
    record Send(ParkingCall call) implements ParkingStep {}

    /** Read again after this long. */
    record Wait(Duration duration, String reason) implements ParkingStep {}

    /** Journal that this was reached. */
    record Reach(Parking.Stage stage) implements ParkingStep {}

    /** The canaries do without it; the others wait until somebody says so. */
    record Pause(String reason) implements ParkingStep {}

    /** It is gone, and so is everything of it. */
    record Finish() implements ParkingStep {}

    /** Give up for now; every interface is safe as it is. */
    record Stop(String reason) implements ParkingStep {}
}
