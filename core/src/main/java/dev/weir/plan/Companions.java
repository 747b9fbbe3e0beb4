package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.TrafficPoint;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What often goes with what was seen, was never seen itself, is permitted now and not afterwards: DNS over TCP, HTTPS beside QUIC. */
final class Companions {

    private static final int NAMED = 5;

    private Companions() {}

    static List<String> hints(GroupView view, Needs needs, Permissions result, Set<TrafficPoint> answered) {
        Set<String> companions = new TreeSet<>();
        for (Conversation one : needs.open()) {
            Service service = one.service();
            if (!service.protocol().hasPorts() || service.from() != service.to()) {
                continue;
            }
            boolean dns = service.from() == 53;
            boolean quic = service.from() == 443 && service.protocol().equals(Protocol.UDP);
            if (!dns && !quic) {
                continue;
            }
            Protocol other = service.protocol().equals(Protocol.TCP) ? Protocol.UDP : Protocol.TCP;
            Service companion = Service.of(other, service.span());
            boolean lost = !answered.contains(new TrafficPoint(companion, one.destination()))
                    && view.permitsNow(companion, one.destination(), needs.peers(one))
                    && !Points.permits(result, companion, one.destination(), needs.peers(one));
            if (lost) {
                companions.add(other + ":" + service.from() + ":" + one.destination());
            }
        }
        return companions.stream()
                .limit(NAMED)
                .map(text -> "never seen, and often needed beside what was: `--allow " + text + "`")
                .toList();
    }
}
