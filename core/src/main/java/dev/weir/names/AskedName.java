package dev.weir.names;

import java.util.List;

/**
 * A name that was asked for.
 *
 * @param name in lower case, without the last dot; hostile text
 * @param chain the aliases (CNAME) that led to the addresses when it was asked last, in their order; hostile text
 */
public record AskedName(String name, List<String> chain) {

    public AskedName {
        chain = List.copyOf(chain);
    }
}
