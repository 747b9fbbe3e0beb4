package dev.weir.finding;

import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import java.util.List;
import java.util.Optional;

/**
 * What one reading of a check says of one security group or network interface; a pass is a finding too.
 *
 * @param check the check
 * @param reading which of its meanings
 * @param verdict fail, unknown or pass
 * @param severity none on a pass; an unknown has the severity that its failure would have
 * @param subject what it is about
 * @param opening the evidence: what is open, by which rules
 * @param exposure how much of the world the known rules permit
 * @param attachment how many interfaces are associated with the group; for an interface always 1
 * @param internetPath whether there is a way out
 * @param unresolved what could not be read, one sentence each; empty on pass and where it changes nothing
 * @param notices what is worth a look beside a pass: large public destinations
 * @param suppression the decision that hides it; the verdict is what it would be without
 */
public record Finding(
        Check check,
        Reading reading,
        Verdict verdict,
        Severity severity,
        Subject subject,
        Opening opening,
        Exposure exposure,
        Attachment attachment,
        InternetPath internetPath,
        List<String> unresolved,
        List<String> notices,
        Optional<Suppression> suppression) {

    public Finding {
        unresolved = List.copyOf(unresolved);
        notices = List.copyOf(notices);
    }

    /** The same, hidden by a decision. */
    Finding with(Optional<Suppression> decision) {
        return new Finding(
                check,
                reading,
                verdict,
                severity,
                subject,
                opening,
                exposure,
                attachment,
                internetPath,
                unresolved,
                notices,
                decision);
    }

    /** The stable identity of the finding across scans, 32 hexadecimal digits; digested anew by each call. */
    public String fingerprint() {
        return Fingerprint.of(check, reading, subject);
    }

    /** Where the finding is made: the first rule that opens the group, else one that is not known, else the subject. */
    public Origin origin() {
        if (verdict == Verdict.PASS) {
            return subject.origin();
        }
        List<? extends SecurityGroupRule> rules = verdict == Verdict.FAIL
                ? opening.rules()
                : subject.match(group -> group.group().outbound(), found -> List.of());
        for (SecurityGroupRule rule : rules) {
            boolean counts = verdict == Verdict.FAIL || rule instanceof SecurityGroupRule.Unresolved;
            if (counts && rule.origin().isPresent()) {
                return rule.origin().get();
            }
        }
        return subject.origin();
    }
}
