package dev.weir.names;

/** Who asked, as far as the log and the inventory tell. */
record Asker(Kind kind, String id) {

    enum Kind {
        /** An interface, by its address at that time. */
        INTERFACE,
        /** An address that may ask for others: no interface is known to have had it, or it came through an inbound endpoint. */
        ADDRESS,
        /** An address, whoever had it. */
        SOURCE,
        /** Somebody in a VPC, through such an address. */
        SOMEBODY,
        /** Anybody in a VPC. */
        ANYBODY
    }
}
