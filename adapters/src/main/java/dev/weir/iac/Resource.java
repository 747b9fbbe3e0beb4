package dev.weir.iac;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import java.util.Map;

/**
 * A resource that code declares, as the source holds it.
 *
 * @param address what it is called in its root: {@code module.web.aws_security_group.this[0]}, a logical id
 * @param type such as {@code aws_security_group} or {@code AWS::EC2::SecurityGroup}
 * @param scope its account and Region, as far as the source tells
 * @param values its arguments, and the attributes that are known
 * @param origin of the resource; its arguments have their own
 */
public record Resource(String address, String type, Scope scope, Value.Fields values, Origin origin) {

    /** An argument or attribute; what is left out is nothing. */
    public Value value(String name) {
        return values.member(name);
    }

    /** The same, with these values. */
    public Resource with(Map<String, Value> members) {
        return new Resource(address, type, scope, new Value.Fields(members, values.origin()), origin);
    }

    /** The same, with this argument too, or in the place of the one that is called so. */
    public Resource with(String name, Value value) {
        return new Resource(address, type, scope, values.with(name, value), origin);
    }

    /** The same, where its source does not say in what account or Region it is: in these. */
    public Resource orIn(Scope other) {
        return new Resource(address, type, scope.orElse(other), values, origin);
    }
}
