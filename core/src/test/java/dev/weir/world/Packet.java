package dev.weir.world;

/**
 * One packet on its way.
 *
 * @param at second since 1970
 * @param source address
 * @param destination address
 * @param sourcePort 0 for protocols without ports
 * @param destinationPort likewise
 * @param protocol its number
 * @param flags TCP: FIN 1, SYN 2, RST 4, SYN-ACK 18, 0 for the rest
 * @param bytes its length
 * @param connection which connection it belongs to
 * @param rejected whether the sender's security group or network ACL stops it
 */
public record Packet(
        long at,
        String source,
        String destination,
        int sourcePort,
        int destinationPort,
        int protocol,
        int flags,
        int bytes,
        long connection,
        boolean rejected) {}
