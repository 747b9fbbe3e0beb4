package dev.weir.evidence;

/**
 * What an entry of the evidence is about: which end of the traffic its key names as the service.
 *
 * <p>Every entry counts traffic <i>toward</i> that service and <i>from</i> it, whichever way that is for the interface. An
 * entry whose record did not say its direction names both addresses and waits to be turned.
 */
public final class ServiceSide {

    /** The peer's address and port: by SYN or SYN-ACK, or undecided with the peer's port the more service-like. */
    public static final int PEER = 1;
    /**
     * The peer's address and the local port: undecided, with the local port the more service-like. Its ports that are not less
     * service-like than the local one are those that a SYN came from ({@link ServicePorts#mayServe}).
     */
    public static final int LOCAL = 2;
    /** The peer's address and port: undecided and neither port more service-like, or a protocol without ports. */
    public static final int TIED = 3;
    /** The local address and port: seen answering, or the local half of a tie with the peer ports that came to it. */
    public static final int LISTENER = 4;
    /** The peer's address and port: outbound and rejected, so tried and already denied. */
    public static final int DENIED = 5;

    /** Added to a side whose record did not say its direction. */
    public static final int UNORIENTED = 8;

    /** The largest of all. */
    static final int MOST = 15;

    private ServiceSide() {}

    public static boolean isOriented(int side) {
        return (side & UNORIENTED) == 0;
    }
}
