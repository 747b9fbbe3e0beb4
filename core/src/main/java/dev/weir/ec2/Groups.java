package dev.weir.ec2;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.JsonObject;
import dev.weir.json.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Security groups out of the elements of describe-security-groups. */
final class Groups {

    /** What may not stand twice: of these keys it matters which is meant. */
    private static final Set<String> ONCE = Set.of(
            Keys.GROUP_ID,
            Keys.EGRESS,
            Keys.INGRESS,
            Keys.VPC_ID,
            Keys.SECURITY_GROUP_ARN,
            Keys.OWNER_ID,
            Keys.GROUP_NAME,
            Keys.DESCRIPTION);

    private final PermissionRules permissions = new PermissionRules();
    private final OwnScope own = new OwnScope();

    /** The group; empty, and told as lost, where it has no id. */
    Optional<Found<SecurityGroup>> group(JsonObject element, AnswerPlace place) {
        Optional<String> id = element.readText(Keys.GROUP_ID).value();
        Origin origin = place.at(element.line());
        if (id.isEmpty() && !element.repeated().contains(Keys.GROUP_ID)) {
            place.lost(
                    new Problem(origin, "a security group has no readable `" + Keys.GROUP_ID + "`; it was not judged"));
            return Optional.empty();
        }
        String name = id.orElse("(several ids)");
        List<SecurityGroupRule> outbound = permissions.of(element, Keys.EGRESS, "outbound", name, place);
        List<SecurityGroupRule> inbound = permissions.of(element, Keys.INGRESS, "inbound", name, place);
        for (String key : element.repeated()) {
            if (ONCE.contains(key)) {
                String text = "the key " + Quoted.of(key) + " stands twice in the group";
                place.wrong(new Problem(
                        origin,
                        "in " + Quoted.of(name) + ": " + text + "; expected once, so what it says is not known"));
                SecurityGroupRule unclear = SecurityGroupRule.Unresolved.everything(origin + ": " + text);
                outbound.add(unclear);
                inbound.add(unclear);
            }
        }
        Element fields = Element.of(element, name, place);
        Optional<String> vpc = fields.text(Keys.VPC_ID);
        Optional<String> arn = fields.text(Keys.SECURITY_GROUP_ARN);
        Scope scope = own.of(fields.text(Keys.OWNER_ID).orElse(""), arn.orElse(""));
        String groupName = fields.text(Keys.GROUP_NAME).orElse("");
        String description = fields.text(Keys.DESCRIPTION).orElse("");
        return Optional.of(new Found<>(
                name,
                scope,
                filled -> new SecurityGroup(
                        filled,
                        name,
                        groupName,
                        description,
                        vpc,
                        arn,
                        outbound,
                        inbound,
                        fields.tags(Keys.TAGS),
                        origin)));
    }
}
