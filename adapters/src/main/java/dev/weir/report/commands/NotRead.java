package dev.weir.report.commands;

import java.util.List;

/**
 * What of a security group was not read, as far as commands can read it.
 *
 * @param prefixLists ids of prefix lists that its outbound rules name, each once, in the order of the rules
 * @param rules whether there are rules of its own that were not understood
 */
public record NotRead(List<String> prefixLists, boolean rules) {

    public NotRead {
        prefixLists = List.copyOf(prefixLists);
    }
}
