package dev.weir.report.commands;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Parking;
import dev.weir.remediation.RuleKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of a change with a parking group as AWS CLI commands: around those that narrow the group itself. */
public final class ParkingCalls {

    private static final String PARKING = "PARKING_GROUP";
    private static final String OTHERS = "ITS_OTHER_GROUPS";

    /** What AWS gives every group. */
    private static final RuleKey USUAL = RuleKey.of(Known.of(Service.ALL, Destination.of(Cidr.ALL_IPV4)));

    private ParkingCalls() {}

    /**
     * Every call in order, a line each; the parking group's id and an interface's groups stand as words to fill in.
     *
     * @param narrowing those that change the group's own rules
     */
    public static String of(GroupRef group, List<Known> revoked, Parking parking, String narrowing) {
        Scope scope = group.scope();
        String region =
                group.region().map(name -> " --region " + Shell.quoted(name)).orElse("");
        StringBuilder text = new StringBuilder();
        text.append("aws ec2 create-security-group --group-name " + Shell.quoted(parking.name()) + " --description "
                + Shell.quoted(Parking.description(group.id()))
                + group.vpc().map(vpc -> " --vpc-id " + Shell.quoted(vpc)).orElse("") + region + "\n");
        List<Known> anew = revoked.stream() // without ids and tags
                .map(rule ->
                        new Known(Optional.empty(), rule.service(), rule.destination(), rule.description(), Map.of()))
                .toList();
        ChangeCalls.authorize(scope, PARKING, anew)
                .forEach(command -> text.append(command).append('\n'));
        boolean keepsTheUsual = anew.stream().anyMatch(rule -> RuleKey.of(rule).equals(USUAL));
        if (!keepsTheUsual) {
            text.append("aws ec2 revoke-security-group-egress --group-id " + PARKING
                    + " --protocol all --cidr 0.0.0.0/0" + region + "\n");
        }
        for (String id : parking.interfaces()) {
            groups(text, id, OTHERS + " " + Shell.quoted(group.id()) + " " + PARKING, region);
        }
        text.append(narrowing);
        for (String id : parking.interfaces()) {
            groups(text, id, OTHERS + " " + Shell.quoted(group.id()), region);
        }
        return text.append("aws ec2 delete-security-group --group-id " + PARKING + region + "\n")
                .toString();
    }

    private static void groups(StringBuilder text, String id, String groups, String region) {
        text.append("aws ec2 modify-network-interface-attribute --network-interface-id " + Shell.quoted(id)
                + " --groups " + groups + region + "\n");
    }
}
