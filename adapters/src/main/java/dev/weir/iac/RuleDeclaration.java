package dev.weir.iac;

/**
 * A rule, or several that differ in their far ends, that code declares apart from the group.
 *
 * @param resource as the source holds it
 * @param side which of the group's rules it is among
 * @param group which group: a {@link Value.Reference} to a resource, or an id
 * @param rule an object with the parts of {@code words}, or a list of them; under an unknown condition a {@link Value.OneOf}
 * @param words what the parts of the rule are called
 */
public record RuleDeclaration(Resource resource, Side side, Value group, Value rule, RuleWords words) {

    /** The same, of this group, with this in the place of the rule. */
    public RuleDeclaration with(Value otherGroup, Value otherRule) {
        return new RuleDeclaration(resource, side, otherGroup, otherRule, words);
    }

    /** Which way the traffic of a rule goes. */
    public enum Side {
        OUTBOUND,
        INBOUND
    }
}
