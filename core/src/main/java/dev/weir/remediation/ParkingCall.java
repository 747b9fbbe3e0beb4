package dev.weir.remediation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One call that changes a parking group, or on which interfaces it is. */
public sealed interface ParkingCall
        permits ParkingCall.Create, ParkingCall.Fill, ParkingCall.SetGroups, ParkingCall.Delete {

    /** Answers by kind. */
    <R> R match(Cases<R> cases);

    /** A function for each kind. */
    record Cases<R>(
            Function<Create, R> create,
            Function<Fill, R> fill,
            Function<SetGroups, R> set,
            Function<Delete, R> delete) {}

    String words();

    /**
     * CreateSecurityGroup: with the outbound rules that AWS gives every group.
     *
     * @param vpc where
     * @param tags the group's own
     */
    record Create(String name, String description, String vpc, Map<String, String> tags) implements ParkingCall {
        public Create {
            tags = Map.copyOf(tags);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.create().apply(this);
        }

        @Override
        public String words() {
            return "create the parking group `" + name + "`";
        }
    }

    /** A rule of the parking group, that comes or goes. */
    record Fill(String group, RuleCall call) implements ParkingCall {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fill().apply(this);
        }

        @Override
        public String words() {
            return "on the parking group " + group + " " + RemediationRun.words(call);
        }
    }

    /**
     * ModifyNetworkInterfaceAttribute: these groups and no others.
     *
     * @param networkInterface such as {@code eni-0a1b}
     * @param parking the parking group's id
     * @param groups what a read just showed, with the parking group or without
     */
    record SetGroups(String networkInterface, String parking, List<String> groups) implements ParkingCall {
        public SetGroups {
            groups = List.copyOf(groups);
        }

        /** Whether the interface has the parking group afterwards. */
        public boolean parks() {
            return groups.contains(parking);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.set().apply(this);
        }

        @Override
        public String words() {
            return (parks() ? "put the parking group on " : "take the parking group off ") + networkInterface
                    + ", which then has " + String.join(", ", groups);
        }
    }

    /** DeleteSecurityGroup. */
    record Delete(String group) implements ParkingCall {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.delete().apply(this);
        }

        @Override
        public String words() {
            return "delete the parking group " + group;
        }
    }
}
