package dev.weir.traffic;

import java.util.ArrayList;
import java.util.List;

/** What a profile tells, as lists. */
final class Drawn {

    private Drawn() {}

    static List<Observation> learned(TrafficProfile profile) {
        List<Observation> learned = new ArrayList<>();
        profile.observations(learned::add);
        return learned;
    }

    static List<Observation> denied(TrafficProfile profile) {
        List<Observation> denied = new ArrayList<>();
        for (int row = 0; row < profile.denied().size(); row++) {
            denied.add(profile.denied().get(row));
        }
        return denied;
    }
}
