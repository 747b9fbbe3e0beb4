package dev.weir.report;

import dev.weir.finding.Subject;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;

/** What reports say of the thing a finding is about; an empty text stands for what is not known. */
public final class Resources {

    private Resources() {}

    /** The group's name, or the interface's Name tag. */
    public static String name(Subject subject) {
        return subject.match(
                group -> group.group().name(),
                networkInterface -> networkInterface.networkInterface().tags().getOrDefault("Name", ""));
    }

    /** {@code sg-0a1b "web-tier"}; hostile. */
    public static String named(String id, String name) {
        return name.isEmpty() ? id : id + " \"" + name + "\"";
    }

    /** {@code sg-0a1b2c3d web-tier}; the name is hostile. */
    public static String title(SecurityGroup group) {
        return group.name().isEmpty() ? group.id() : group.id() + " " + group.name();
    }

    /** The ARN as the source gives it, else made of partition, Region, account and id where all are known. */
    public static String arn(Subject subject) {
        return subject instanceof Subject.Group group ? arn(group) : subject.match(found -> "", Resources::arn);
    }

    private static String arn(Subject.Group subject) {
        SecurityGroup group = subject.group();
        return group.arn().orElseGet(() -> arn(group.scope(), "security-group", group.id()));
    }

    private static String arn(Subject.Interface subject) {
        NetworkInterface networkInterface = subject.networkInterface();
        return arn(networkInterface.scope(), "network-interface", networkInterface.id());
    }

    private static String arn(Scope scope, String type, String id) {
        if (scope.account().isEmpty() || scope.region().isEmpty()) {
            return "";
        }
        return new StringBuilder("arn:")
                .append(scope.partition())
                .append(":ec2:")
                .append(scope.region().get())
                .append(':')
                .append(scope.account().get())
                .append(':')
                .append(type)
                .append('/')
                .append(id)
                .toString();
    }

    /** Whether both are the same object: the two readings of one resource come one after the other. */
    @SuppressWarnings("ReferenceEquality") // the cheapest proof that they read alike
    public static boolean same(Subject one, Subject other) {
        return identity(one) == identity(other);
    }

    /** The object that a finding is about; the same one for each of its readings. */
    private static Object identity(Subject subject) {
        return subject instanceof Subject.Group group
                ? group.group()
                : subject.match(found -> found.group(), found -> found.networkInterface());
    }
}
