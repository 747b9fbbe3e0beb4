package dev.weir.finding;

import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a finding is about: a security group by itself, or a network interface with the union of its groups. */
public sealed interface Subject permits Subject.Group, Subject.Interface {

    /** The type of a security group in reports. */
    String GROUP = "security-group";

    /** The type of a network interface in reports. */
    String INTERFACE = "network-interface";

    <R> R match(Function<Group, R> group, Function<Interface, R> networkInterface);

    /** {@link #GROUP} or {@link #INTERFACE}. */
    String type();

    String id();

    Scope scope();

    Origin origin();

    /** The VPC that it lies in, where that is known. */
    Optional<String> vpc();

    /** Its tags, as read; hostile text. */
    Map<String, String> tags();

    /**
     * A security group.
     *
     * @param group the group; where inputs contradict each other, the version that was judged worst
     */
    record Group(SecurityGroup group) implements Subject {
        @Override
        public <R> R match(Function<Group, R> whenGroup, Function<Interface, R> whenInterface) {
            return whenGroup.apply(this);
        }

        @Override
        public String type() {
            return GROUP;
        }

        @Override
        public String id() {
            return group.id();
        }

        @Override
        public Scope scope() {
            return group.scope();
        }

        @Override
        public Origin origin() {
            return group.origin();
        }

        @Override
        public Optional<String> vpc() {
            return group.vpc();
        }

        @Override
        public Map<String, String> tags() {
            return group.tags();
        }
    }

    /**
     * A network interface whose groups together are worse than each of them.
     *
     * @param networkInterface the interface
     * @param groups its groups that were read, in the interface's order
     */
    record Interface(NetworkInterface networkInterface, List<SecurityGroup> groups) implements Subject {
        public Interface {
            groups = List.copyOf(groups);
        }

        @Override
        public <R> R match(Function<Group, R> whenGroup, Function<Interface, R> whenInterface) {
            return whenInterface.apply(this);
        }

        @Override
        public String type() {
            return INTERFACE;
        }

        @Override
        public String id() {
            return networkInterface.id();
        }

        @Override
        public Scope scope() {
            return networkInterface.scope();
        }

        @Override
        public Origin origin() {
            return networkInterface.origin();
        }

        @Override
        public Optional<String> vpc() {
            return networkInterface.vpc();
        }

        @Override
        public Map<String, String> tags() {
            return networkInterface.tags();
        }
    }
}
