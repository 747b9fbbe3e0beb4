package dev.weir.triage;

import dev.weir.plan.Outlook;
import dev.weir.plan.OutsideManager;
import java.util.Optional;

/**
 * What is known of one group that does not pass, as far as its bucket hangs on it. Nothing here is a guess: what was not read is
 * said to be so.
 *
 * @param contradiction where what was read contradicts itself, one sentence
 * @param manager what manages its rules besides whoever calls EC2
 * @param isDefault whether AWS made it with its VPC
 * @param unreadRules why what it permits is not known; empty where it is
 * @param use whether it is in use now
 * @param outlook what its traffic asks for; empty where no traffic was observed at all
 */
public record GroupFacts(
        Optional<String> contradiction,
        Optional<OutsideManager> manager,
        boolean isDefault,
        Optional<String> unreadRules,
        InUse use,
        Optional<Outlook> outlook) {}
