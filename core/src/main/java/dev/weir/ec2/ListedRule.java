package dev.weir.ec2;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.JsonMember;
import dev.weir.json.JsonObject;
import dev.weir.json.Quoted;
import dev.weir.net.AddressSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One element of describe-security-group-rules.
 *
 * @param group the group's id
 * @param scope what the element says of the group's account and Region
 * @param outbound whether it is, or may be, an outbound rule
 * @param inbound whether it is, or may be, an inbound rule
 * @param rule the rule
 * @param origin where it stands
 */
public record ListedRule(
        String group, Scope scope, boolean outbound, boolean inbound, SecurityGroupRule rule, Origin origin) {

    /** The same; what it does not say of its account and Region is taken from {@code around}. */
    public ListedRule in(Scope around) {
        return new ListedRule(group, scope.orElse(around), outbound, inbound, rule, origin);
    }

    /** What the element says; empty, and told as lost, where it does not say of which group it is. */
    static Optional<ListedRule> of(JsonObject element, AnswerPlace place) {
        Origin origin = place.at(element.line());
        Optional<String> group = element.readText(Keys.GROUP_ID).value();
        if (group.isEmpty()) {
            place.lost(new Problem(
                    origin, "a security group rule has no readable `" + Keys.GROUP_ID + "`; it was not judged"));
            return Optional.empty();
        }
        List<String> wrong = new ArrayList<>();
        SecurityGroupRule rule = rule(element, origin, wrong);
        JsonMember<Boolean> isEgress = element.readTruth(Keys.IS_EGRESS);
        if (isEgress.value().isEmpty()) {
            wrong.add("the rule has no readable `" + Keys.IS_EGRESS + "`; it is judged as both outbound and inbound");
        }
        wrong.forEach(text -> place.wrong(new Problem(origin, "in " + Quoted.of(group.get()) + ": " + text)));
        Scope scope = new Scope(
                        element.readText(Keys.GROUP_OWNER_ID).value().flatMap(ScopeNames::account), Optional.empty())
                .orElse(element.readText(Keys.RULE_ARN)
                        .value()
                        .map(ScopeNames::ofArn)
                        .orElse(Scope.UNKNOWN));
        return Optional.of(new ListedRule(
                group.get(),
                scope,
                isEgress.value().orElse(true),
                !isEgress.value().orElse(false),
                rule,
                origin));
    }

    static SecurityGroupRule rule(JsonObject element, Origin origin, List<String> wrong) {
        Optional<String> id = element.readText(Keys.RULE_ID).value();
        RuleService service = RuleService.of(element);
        if (!service.isRead()) {
            wrong.add(service.problem());
        }
        FarEnd farEnd = farEnd(element);
        if (farEnd.destination().isEmpty()) {
            wrong.add(farEnd.problem());
        }
        if (!element.repeated().isEmpty()) {
            wrong.add("a key stands twice in the rule, so what it says is not known: "
                    + Quoted.of(element.repeated().iterator().next()));
            return new SecurityGroupRule.Unresolved(
                    id, SecurityGroupRule.Bound.EVERYTHING, origin + ": " + wrong.get(wrong.size() - 1));
        }
        if (!wrong.isEmpty()) {
            return new SecurityGroupRule.Unresolved(id, farEnd.bound(service.service()), origin + ": " + wrong.get(0));
        }
        return new SecurityGroupRule.Known(
                id,
                service.service(),
                farEnd.destination().get(),
                element.readText(Keys.DESCRIPTION).value(),
                new Element(element, "", line -> origin, unread -> {}).tags(Keys.TAGS));
    }

    private static FarEnd farEnd(JsonObject element) {
        List<FarEnd> found = new ArrayList<>();
        add(element, Keys.CIDR_IPV4, FarEndKind.IPV4, found);
        add(element, Keys.CIDR_IPV6, FarEndKind.IPV6, found);
        add(element, Keys.PREFIX_LIST_ID, FarEndKind.PREFIX_LIST, found);
        if (element.has(Keys.REFERENCED_GROUP)) {
            Optional<JsonObject> peer =
                    element.readObject(Keys.REFERENCED_GROUP).value();
            Optional<String> id =
                    peer.flatMap(group -> group.readText(Keys.GROUP_ID).value());
            Optional<String> account =
                    peer.flatMap(group -> group.readText(Keys.USER_ID).value());
            found.add(
                    id.isPresent()
                            ? FarEnd.of(new Destination.Group(id.get(), account))
                            : FarEnd.unreadable(
                                    AddressSet.EMPTY,
                                    "`" + Keys.REFERENCED_GROUP + "` has no readable `" + Keys.GROUP_ID + "`"));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        return FarEnd.unreadable(
                AddressSet.ALL,
                "the rule names " + (found.isEmpty() ? "no destination" : "several destinations")
                        + ": expected one of `"
                        + Keys.CIDR_IPV4 + "`, `" + Keys.CIDR_IPV6 + "`, `" + Keys.PREFIX_LIST_ID + "` and `"
                        + Keys.REFERENCED_GROUP + "`");
    }

    private static void add(JsonObject element, String key, FarEndKind kind, List<FarEnd> into) {
        if (element.has(key)) {
            into.add(element.readText(key)
                    .value()
                    .map(text -> kind.named(text, key))
                    .orElseGet(() -> kind.unreadableField(key)));
        }
    }
}
