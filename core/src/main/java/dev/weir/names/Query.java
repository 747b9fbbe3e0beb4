package dev.weir.names;

import dev.weir.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One query that Route 53 Resolver answered for somebody in a VPC, as its log tells it.
 *
 * @param at when it was asked; the log has whole seconds
 * @param name what was asked for, in lower case and without the last dot; hostile text
 * @param vpc where it came from; the VPC of the endpoint where it came through one
 * @param source who asked: an interface, or a resolver that asks for others
 * @param instance the instance that asked, where the log names one
 * @param throughEndpoint whether it came through an inbound endpoint, whose clients may be anywhere
 * @param addresses the answer; empty where there was none
 * @param chain the aliases on the way to the addresses, in their order
 */
public record Query(
        Instant at,
        String name,
        Optional<String> vpc,
        IpAddress source,
        Optional<String> instance,
        boolean throughEndpoint,
        List<IpAddress> addresses,
        List<String> chain) {

    public Query {
        addresses = List.copyOf(addresses);
        chain = List.copyOf(chain);
    }
}
