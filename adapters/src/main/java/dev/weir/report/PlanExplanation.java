package dev.weir.report;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether a flow would still be permitted once a plan is applied, by which rule, and if not, why not. */
public final class PlanExplanation {

    private final Plan plan;
    private final AskedFlow flow;
    private final Optional<Snapshot> inventory;

    /** The answer for one flow; an inventory tells what prefix lists and groups stand for. */
    public PlanExplanation(Plan plan, AskedFlow flow, Optional<Snapshot> inventory) {
        this.plan = plan;
        this.flow = flow;
        this.inventory = inventory;
    }

    /**
     * One flow, as a person writes it.
     *
     * @param service protocol and port; all of a protocol without ports
     * @param destination the address
     */
    public record AskedFlow(Service service, IpAddress destination) {

        /**
         * Reads {@code 192.0.2.7:443/tcp}, {@code [2001:db8::1]:443/udp}, {@code 10.0.0.1/icmp}, {@code 10.0.0.1/47}.
         *
         * @throws IllegalArgumentException saying what is expected
         */
        public static AskedFlow parse(String text) {
            int slash = text.lastIndexOf('/');
            if (slash < 0) {
                throw wrong(text, "it names no protocol");
            }
            try {
                Protocol protocol = Protocol.parse(text.substring(slash + 1));
                String place = text.substring(0, slash);
                if (protocol.isAll()) {
                    throw wrong(text, "a flow has one protocol");
                }
                if (!protocol.hasPorts()) {
                    return new AskedFlow(Service.all(protocol), address(place));
                }
                int colon = place.lastIndexOf(':');
                String port = place.substring(colon + 1);
                boolean bracketed = place.startsWith("[");
                boolean bare = !bracketed && place.indexOf(':') != colon;
                if (colon < 0 || bare || !port.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
                    throw wrong(text, protocol + " needs a port from 0 to 65535 after the address");
                }
                return new AskedFlow(
                        Service.of(protocol, PortRange.of(Integer.parseInt(port))), address(place.substring(0, colon)));
            } catch (IllegalArgumentException problem) {
                String message = String.valueOf(problem.getMessage());
                throw message.startsWith("`") && message.contains("is no flow") ? problem : wrong(text, message);
            }
        }

        private static IpAddress address(String text) {
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            return IpAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
        }

        private static IllegalArgumentException wrong(String text, String why) {
            return new IllegalArgumentException("`" + text + "` is no flow: " + why
                    + "; expected ADDRESS:PORT/PROTOCOL, such as 192.0.2.7:443/tcp or [2001:db8::1]:443/tcp");
        }

        @Override
        public String toString() {
            return service + " to " + destination;
        }
    }

    /** The three answers. */
    public enum Answer {
        YES,
        NO,
        /** It depends on what a prefix list or a group holds, which was not given. */
        UNKNOWN
    }

    /** The rules of a list that permit the flow, and those of which it depends on what was not read. */
    private record Matches(List<String> certain, List<String> open) {

        Answer answer() {
            if (!certain.isEmpty()) {
                return Answer.YES;
            }
            return open.isEmpty() ? Answer.NO : Answer.UNKNOWN;
        }
    }

    private Matches matches(List<SecurityGroupRule.Known> rules) {
        List<String> certain = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (SecurityGroupRule.Known rule : rules) {
            match(
                    rule.service(),
                    rule.destination(),
                    rule.id().map(id -> " (" + id + ")").orElse(""),
                    certain,
                    open);
        }
        return new Matches(certain, open);
    }

    private void match(Service service, Destination destination, String id, List<String> certain, List<String> open) {
        if (!service.covers(flow.service())) {
            return;
        }
        String words = service + " to " + Printable.of(destination.text()) + Printable.of(id);
        Optional<Boolean> holds = destination.match(
                addresses -> Optional.of(addresses.cidr().contains(flow.destination())),
                list -> holds(list.id()),
                group -> isMember(group.id()));
        if (holds.isEmpty()) {
            open.add(words);
        } else if (holds.get()) {
            certain.add(words);
        }
    }

    private Optional<Boolean> holds(String listId) {
        PrefixLists lists = PrefixLists.of(inventory.map(Snapshot::prefixLists).orElse(List.of()));
        PrefixLists.Contents contents = lists.contents(listId);
        if (contents.known().contains(flow.destination())) {
            return Optional.of(true);
        }
        return contents.possible().contains(flow.destination()) ? Optional.empty() : Optional.of(false);
    }

    private Optional<Boolean> isMember(String groupId) {
        if (inventory.isEmpty()) {
            return Optional.empty();
        }
        List<NetworkInterface> members = inventory.get().associatedWith(groupId);
        return Optional.of(members.stream().anyMatch(one -> one.addresses().contains(flow.destination())));
    }

    public Answer answer() {
        Answer answer = matches(plan.result()).answer();
        Answer relied = relied().answer();
        if (answer == Answer.YES || relied == Answer.YES) {
            return Answer.YES;
        }
        return answer == Answer.UNKNOWN || relied == Answer.UNKNOWN ? Answer.UNKNOWN : Answer.NO;
    }

    private Matches relied() {
        List<String> certain = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Precondition.ReliesOn one : plan.precondition().reliesOn()) {
            match(one.service(), one.destination(), " of " + one.group() + ", which the plan relies on", certain, open);
        }
        return new Matches(certain, open);
    }

    /** The answer in words, with a line end. */
    public String render(Terminal terminal) {
        TextLines out = new TextLines(terminal.columns());
        lines().forEach(line -> out.paragraph(line, 0));
        return out.toString();
    }

    private List<String> lines() {
        List<String> certain = joined(Matches::certain);
        List<String> open = joined(Matches::open);
        String group = Printable.of(plan.group().id());
        List<String> lines = new ArrayList<>();
        switch (answer()) {
            case YES -> {
                lines.add("yes: " + flow + " is permitted for " + group + " once the plan is applied");
                certain.forEach(rule -> lines.add("because of the rule for " + rule));
            }
            case UNKNOWN -> {
                lines.add("it depends: " + flow + " is permitted for " + group + " if one of these holds the address");
                open.forEach(rule -> lines.add("the rule for " + rule));
                lines.add("help: give --inventory, which tells what they hold");
            }
            case NO -> {
                lines.add("no: " + flow + " is not permitted for " + group + " once the plan is applied");
                no(lines, matches(plan.precondition().rules()));
            }
        }
        return lines;
    }

    private List<String> joined(Function<Matches, List<String>> which) {
        return Stream.of(matches(plan.result()), relied())
                .flatMap(matches -> which.apply(matches).stream())
                .toList();
    }

    private void no(List<String> lines, Matches now) {
        Service service = flow.service();
        boolean port = plan.result().stream().anyMatch(rule -> rule.service().covers(service));
        lines.add(
                port
                        ? "because no rule for " + service + " names that destination"
                        : "because no rule names " + service);
        if (now.certain().isEmpty()) {
            lines.add(
                    now.open().isEmpty()
                            ? "and it is not permitted now either"
                            : "and whether it is permitted now depends on " + String.join(", ", now.open()));
            return;
        }
        lines.add("and now it is permitted by the rule for " + String.join(", ", now.certain()));
        lines.add("help: if it is needed, plan again with --allow " + service.protocol() + ":"
                + (service.protocol().hasPorts() ? String.valueOf(service.from()) : "") + ":" + flow.destination());
    }
}
