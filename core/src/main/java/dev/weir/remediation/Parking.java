package dev.weir.remediation;

import java.util.List;

/**
 * The second group of a change that narrows interface by interface: it has the rules that the plan revokes and no others, stands
 * beside the narrowed group on every interface, and is taken off one after the other.
 *
 * @param name what it is called in its VPC, which makes it known again whatever an answer said
 * @param canary how many interfaces do without it before the rest is waited with
 * @param interfaces those of the group when the change began, in the order in which they do without it
 */
public record Parking(String name, int canary, List<String> interfaces) {

    /** The tag, with the id of the narrowed group as its value, of the group that parks its rules. */
    public static final String TAG = "weir:parking-for";

    public Parking {
        interfaces = List.copyOf(interfaces);
        if (canary < 1) {
            throw new IllegalArgumentException("a canary is one interface or more, found " + canary);
        }
    }

    /** What it says of itself in AWS. */
    public static String description(String group) {
        return "Parks rules of " + group + " while weir narrows it. Safe to delete once no interface has it.";
    }

    /** How far a change with a parking group has come, in its direction. */
    public enum Stage {
        /** Every interface was seen to have the parking group, with its rules. */
        PARKED,
        /** The group has the rules that the direction asks for. */
        RULES,
        /** The canaries do without the parking group, the others wait. */
        CANARY
    }
}
