package dev.weir.iac;

import dev.weir.ec2.FarEndKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a source calls the parts of a rule. A far end may be one text or a list of them.
 *
 * @param protocol the argument that holds the protocol
 * @param from the first port, or the ICMP type
 * @param to the last port, or the ICMP code
 * @param farEnds the arguments that hold destinations or sources, each with its kind; kept in the order of kinds, so that the
 *     rules of one block always come in the same order
 * @param self the argument that, when true, means the group itself; empty where the source has none
 * @param description the argument that holds the description
 * @param id the attribute that holds the rule's id once it exists; empty where the source has none
 */
public record RuleWords(
        String protocol,
        String from,
        String to,
        Map<String, FarEndKind> farEnds,
        String self,
        String description,
        String id) {

    public RuleWords {
        Map<String, FarEndKind> byKind = new LinkedHashMap<>();
        farEnds.entrySet().stream()
                .sorted(Map.Entry.<String, FarEndKind>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(farEnd -> byKind.put(farEnd.getKey(), farEnd.getValue()));
        farEnds = Collections.unmodifiableMap(byKind);
    }
}
