package dev.weir.report;

import dev.weir.finding.Finding;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The remediation of a finding as JSON; groups with the same rules in one Region share all of it but their ids.
 *
 * <p>It is made once with a stand-in for the id, cut where the stand-in is, and then put together for each group. A rule
 * description that holds the stand-in, which nobody writes by chance, keeps a group out of this.
 */
final class RemediationJson {

    private static final String STAND_IN = "sg-weir0stand0in0for0the0id0of0the0group";
    private static final int CAPACITY = 1024;
    private static final int WARM_UP = 16;

    private final JsonText json;
    private final Remedies remedies;
    private final Map<Key, List<byte[]>> templates = new HashMap<>();
    private Optional<Subject> lastSubject = Optional.empty();
    private List<SecurityGroupRule.Known> lastRules = List.of();
    private byte[] last = {};
    private long written;

    private record Key(Scope scope, List<SecurityGroupRule.Known> rules) {}

    RemediationJson(JsonText json, Remedies remedies) {
        this.json = json;
        this.remedies = remedies;
    }

    void write(Finding finding) {
        List<SecurityGroupRule.Known> rules = finding.opening().rules();
        Subject subject = finding.subject();
        boolean failed = finding.verdict() == Verdict.FAIL;
        if (failed
                && lastSubject.isPresent()
                && Resources.same(lastSubject.get(), subject)
                && lastRules.equals(rules)) {
            json.piece(last);
            return;
        }
        int mark = json.mark();
        boolean warm = written++ >= WARM_UP;
        Optional<SecurityGroup> group =
                subject.match(found -> Optional.of(found.group()), networkInterface -> Optional.empty());
        if (failed && warm && group.isPresent() && isPlain(group.get().id())) {
            writeByTemplate(group.get(), rules);
        } else {
            write(remedies.of(finding));
        }
        if (failed) {
            last = json.since(mark);
            lastSubject = Optional.of(subject);
            lastRules = rules;
        }
    }

    private void writeByTemplate(SecurityGroup group, List<SecurityGroupRule.Known> rules) {
        Key key = new Key(new Scope(Optional.empty(), group.scope().region()), rules);
        List<byte[]> template = templates.get(key);
        if (template == null) {
            template = template(key);
            if (templates.size() >= CAPACITY) {
                templates.clear();
            }
            templates.put(key, template);
        }
        if (template.isEmpty()) {
            write(remedies.narrow(group.scope(), group.id(), rules));
            return;
        }
        json.piece(template.get(0));
        for (int i = 1; i < template.size(); i++) {
            json.inside(group.id());
            json.raw(template.get(i));
        }
    }

    /** The pieces between the stand-ins; none where the rules hold it themselves. */
    private List<byte[]> template(Key key) {
        for (SecurityGroupRule.Known rule : key.rules()) {
            if (rule.description().orElse("").contains(STAND_IN)
                    || rule.destination().text().contains(STAND_IN)) {
                return List.of();
            }
        }
        JsonText scratch = new JsonText(java.io.OutputStream.nullOutputStream());
        int mark = scratch.mark();
        write(scratch, remedies.narrow(key.scope(), STAND_IN, key.rules()));
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

    private void write(Remediation remediation) {
        write(json, remediation);
    }

    private static void write(JsonText json, Remediation remediation) {
        json.beginObject();
        json.name("console").texts(remediation.console());
        json.name("awsCli").texts(remediation.awsCli());
        json.name("undo").texts(remediation.undo());
        json.endObject();
    }
}
