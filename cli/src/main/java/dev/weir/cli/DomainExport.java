package dev.weir.cli;

import dev.weir.codec.PlanCodec;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.report.commands.DomainLists;
import java.util.List;
import java.util.Map;

/** {@code weir export --to dns-firewall} and {@code network-firewall}. */
record DomainExport(DomainLists lists) {

    static final String DNS = "dns-firewall";
    static final String NETWORK = "network-firewall";

    static boolean isMeant(String form) {
        return form.equals(DNS) || form.equals(NETWORK);
    }

    /** @throws FailureException if the plan has no names */
    static DomainExport of(Plan plan) {
        try {
            return new DomainExport(new DomainLists(plan, PlanCodec.digest(plan)));
        } catch (IllegalArgumentException nothing) {
            throw new FailureException(String.valueOf(nothing.getMessage()), nothing);
        }
    }

    Map<String, String> files(String form) {
        return form.equals(DNS) ? lists.ofDnsFirewall() : lists.ofNetworkFirewall();
    }

    List<String> missing() {
        return lists.missing();
    }
}
