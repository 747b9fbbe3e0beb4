package dev.weir.inventory;

import dev.weir.net.Protocol;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How long an interface tracks connections that are idle: its own ConnectionTrackingConfiguration, else what AWS does by default.
 *
 * <p>A tracked connection passes whatever the rules say, until it ends or was idle for so long. The default for established TCP
 * connections depends on the Nitro version of the instance type (EC2 API: ConnectionTrackingConfiguration); where the type is
 * not known, or is none of the families listed here, the longest is assumed. Protocols but TCP and UDP are tracked for 600 s
 * (EC2 user guide, connection tracking).
 *
 * @param tcpEstablished seconds, where it is set on the interface
 * @param udpStream seconds, where it is set on the interface
 * @param udp seconds for UDP flows of one request and one response, where it is set on the interface
 * @param instanceType such as {@code m8i.large}, where the interface is on an instance and that was read
 */
public record ConnectionTracking(
        OptionalLong tcpEstablished, OptionalLong udpStream, OptionalLong udp, Optional<String> instanceType) {

    /** Nothing is known. */
    public static final ConnectionTracking UNKNOWN =
            new ConnectionTracking(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    /** The longest that EC2 takes. */
    public static final long LONGEST = 432_000;

    private static final long NITRO_V6 = 350;
    private static final long UDP_STREAM = 180;
    private static final long OTHERS = 600;

    /** EC2 instance types guide, instance family summaries: those whose hypervisor is Nitro v6. */
    private static final Set<String> NITRO_V6_FAMILIES = Set.of(
            "m8a",
            "m8azn",
            "m8gb",
            "m8gn",
            "m8i",
            "m8i-flex",
            "m8ib",
            "m8id",
            "m8idb",
            "m8idn",
            "m8in",
            "m8ine",
            "m9g",
            "c8a",
            "c8gb",
            "c8gn",
            "c8i",
            "c8i-flex",
            "c8ib",
            "c8id",
            "c8in",
            "c8ine",
            "r8a",
            "r8gb",
            "r8gn",
            "r8i",
            "r8i-flex",
            "r8ib",
            "r8id",
            "r8idb",
            "r8idn",
            "r8in",
            "x8aedz",
            "x8i",
            "i8ge",
            "hpc8a",
            "p6-b200",
            "p6-b300");

    /** Where the time for established TCP connections comes from. */
    public enum Source {
        /** It is set on the interface. */
        OWN,
        /** It is the default of the instance type. */
        INSTANCE_TYPE,
        /** The instance type is not known, so it is the longest that there is. */
        ASSUMED
    }

    /** The same, on an instance of this type. */
    public ConnectionTracking on(String type) {
        return new ConnectionTracking(tcpEstablished, udpStream, udp, Optional.of(type));
    }

    public Source source() {
        if (tcpEstablished.isPresent()) {
            return Source.OWN;
        }
        return instanceType.isPresent() ? Source.INSTANCE_TYPE : Source.ASSUMED;
    }

    /** How long a connection of this protocol may be idle and still be tracked, at most; of any protocol for all of them. */
    public Duration idle(Protocol protocol) {
        if (protocol.equals(Protocol.UDP)) {
            return Duration.ofSeconds(Math.max(udpStream.orElse(UDP_STREAM), udp.orElse(0)));
        }
        boolean tcp = protocol.equals(Protocol.TCP) || protocol.isAll();
        long seconds = tcp ? tcpEstablished.orElseGet(this::byDefault) : OTHERS;
        return Duration.ofSeconds(protocol.isAll() ? Math.max(seconds, OTHERS) : seconds);
    }

    private long byDefault() {
        String family = instanceType
                .map(type -> type.toLowerCase(Locale.ROOT).split("\\.", 2)[0])
                .orElse("");
        return NITRO_V6_FAMILIES.contains(family) ? NITRO_V6 : LONGEST;
    }
}
