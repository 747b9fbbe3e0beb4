package dev.weir.report;

import dev.weir.finding.Finding;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The remediation of a finding as an object of the contract; groups with the same rules in one Region share all of it but
 * their ids.
 *
 * <p>It is made once with a stand-in for the id, cut where the stand-in is, and put together for each group. Rules that hold
 * the stand-in themselves, which nobody writes by chance, keep a group out of this.
 */
final class RemediationJson {

    private static final String STAND_IN = "sg-weir0stand0in0for0the0id0of0the0group";
    private static final int SLOTS = 4096;
    private static final int FIRST_FEW = 4;

    private final JsonText json;
    private final Remedies remedies;
    private final @Nullable Template[] templates = new @Nullable Template[SLOTS];
    private final int[] seen = new int[SLOTS];
    private final @Nullable Template[] byIdentity = new @Nullable Template[SLOTS];
    private final JsonText scratch = new JsonText(OutputStream.nullOutputStream());
    private final JsonText.Stretch before = new JsonText.Stretch();
    private Object subject = this;
    private List<SecurityGroupRule.Known> rules = List.of();
    private int made;

    /** The pieces between the stand-ins; none where the rules hold it themselves. */
    private record Template(String region, List<SecurityGroupRule.Known> rules, List<byte[]> pieces) {}

    RemediationJson(JsonText json, Remedies remedies) {
        this.json = json;
        this.remedies = remedies;
    }

    void write(Finding finding) {
        if (finding.verdict() != Verdict.FAIL) {
            write(json, remedies.of(finding));
            return;
        }
        List<SecurityGroupRule.Known> opening = finding.opening().rules();
        Object identity = Resources.identity(finding.subject());
        if (Identity.same(identity, subject) && EvidenceJson.sameRules(rules, opening) && json.repeat(before)) {
            return;
        }
        int mark = json.mark();
        boolean worthATemplate = made >= FIRST_FEW;
        if (worthATemplate
                && finding.subject() instanceof Subject.Group group
                && isPlain(group.group().id())) {
            writeByTemplate(group.group(), opening);
        } else {
            made++;
            write(json, remedies.of(finding));
        }
        json.remember(before, mark);
        subject = identity;
        rules = opening;
    }

    private void writeByTemplate(SecurityGroup group, List<SecurityGroupRule.Known> opening) {
        List<byte[]> pieces = pieces(group.scope().region().orElse(""), opening);
        if (pieces.isEmpty()) {
            write(json, remedies.narrow(group.scope(), group.id(), opening));
            return;
        }
        byte[] id = JsonText.ascii(group.id());
        json.piece(pieces.get(0));
        for (int i = 1; i < pieces.size(); i++) {
            json.raw(id);
            json.raw(pieces.get(i));
        }
    }

    /** The pieces of a template; none where there is none, as for rules that were not met lately: most of those never return. */
    private List<byte[]> pieces(String region, List<SecurityGroupRule.Known> opening) {
        int place = System.identityHashCode(opening) & SLOTS - 1;
        Template latest = byIdentity[place];
        if (latest != null
                && Identity.same(latest.rules(), opening)
                && latest.region().equals(region)) {
            return latest.pieces();
        }
        int hash = opening.size();
        for (SecurityGroupRule.Known rule : opening) {
            hash = 31 * (31 * hash + rule.service().hashCode())
                    + rule.destination().hashCode() * 17
                    + rule.description().hashCode();
        }
        int slot = Math.floorMod(hash ^ (hash >>> 12) ^ (hash >>> 24), SLOTS);
        Template known = templates[slot];
        if (known != null && known.region().equals(region) && EvidenceJson.sameRules(known.rules(), opening)) {
            byIdentity[place] = new Template(region, opening, known.pieces());
            return known.pieces();
        }
        if (seen[slot] != hash) {
            seen[slot] = hash;
            return List.of();
        }
        Template made = new Template(region, opening, cut(region, opening));
        templates[slot] = made;
        return made.pieces();
    }

    private List<byte[]> cut(String region, List<SecurityGroupRule.Known> opening) {
        for (SecurityGroupRule.Known rule : opening) {
            if (rule.description().orElse("").contains(STAND_IN)
                    || rule.destination().text().contains(STAND_IN)) {
                return List.of();
            }
        }
        Scope scope = new Scope(Optional.empty(), region.isEmpty() ? Optional.empty() : Optional.of(region));
        scratch.flushIfFull();
        int mark = scratch.mark();
        write(scratch, remedies.narrow(scope, STAND_IN, opening));
        String whole = new String(scratch.since(mark), StandardCharsets.US_ASCII);
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int at = whole.indexOf(STAND_IN); at >= 0; at = whole.indexOf(STAND_IN, from)) {
            pieces.add(JsonText.ascii(whole.substring(from, at)));
            from = at + STAND_IN.length();
        }
        pieces.add(JsonText.ascii(whole.substring(from)));
        return pieces;
    }

    /** Whether the id is one that the stand-in stands for: the remedy of others has another shape. */
    private static boolean isPlain(String id) {
        if (!id.startsWith("sg-") || id.length() == 3) {
            return false;
        }
        for (int i = 3; i < id.length(); i++) {
            char character = id.charAt(i);
            if (!(character >= 'a' && character <= 'z' || character >= '0' && character <= '9')) {
                return false;
            }
        }
        return true;
    }

    private static void write(JsonText json, Remediation remediation) {
        json.beginObject();
        json.name("console").texts(remediation.console());
        json.name("awsCli").texts(remediation.awsCli());
        json.name("undo").texts(remediation.undo());
        json.endObject();
    }
}
