package dev.weir.report;

import dev.weir.finding.Finding;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.report.commands.NotRead;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The remediation of a finding as an object of the contract; groups with the same rules in one Region share all of it but
 * their ids and what people wrote beside the rules.
 *
 * <p>It is made once as a {@link RemediationTemplate} and filled in for each group. Rules that hold a stand-in themselves, which
 * nobody writes by chance, keep a group out of this.
 */
final class RemediationJson {

    private static final int SLOTS = 1 << 13;
    private static final int FIRST_FEW = 4;

    private final JsonText json;
    private final Remedies remedies;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];
    private final int[] seen = new int[SLOTS];
    private final JsonText scratch = new JsonText(OutputStream.nullOutputStream());
    private final JsonText.Stretch before = new JsonText.Stretch();
    private final JsonText.Stretch beforeOfUnknown = new JsonText.Stretch();
    private Object subject = this;
    private Object unknownGroup = this;
    private List<SecurityGroupRule.Known> rules = List.of();
    private int made;
    private final UnreadTemplates unread;

    /** A template and what it is for. */
    private record Entry(String region, List<SecurityGroupRule.Known> rules, RemediationTemplate template) {

        boolean isFor(String otherRegion, List<SecurityGroupRule.Known> others) {
            if (!region.equals(otherRegion) || !EvidenceJson.sameBesideDescriptions(rules, others)) {
                return false;
            }
            for (int i = 0; i < rules.size(); i++) {
                if (isDescribed(rules.get(i)) != isDescribed(others.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    RemediationJson(JsonText json, Remedies remedies) {
        this.json = json;
        this.remedies = remedies;
        this.unread = new UnreadTemplates(remedies, this::encoded);
    }

    void write(Finding finding) {
        Object identity = Resources.identity(finding.subject());
        if (finding.verdict() != Verdict.FAIL) {
            writeUnknown(finding, identity);
            return;
        }
        List<SecurityGroupRule.Known> opening = finding.opening().rules();
        if (Identity.same(identity, subject) && sameRules(rules, opening) && json.repeat(before)) {
            return;
        }
        int mark = json.mark();
        if (made >= FIRST_FEW
                && finding.subject() instanceof Subject.Group group
                && isPlain(group.group().id())
                && arePlain(opening)) {
            writeByTemplate(group.group(), opening);
        } else {
            made++;
            write(json, remedies.of(finding));
        }
        json.remember(before, mark);
        subject = identity;
        rules = opening;
    }

    /** What to read of a group is the same under each reading. */
    private void writeUnknown(Finding finding, Object identity) {
        boolean ofGroup = finding.subject() instanceof Subject.Group;
        if (ofGroup && Identity.same(identity, unknownGroup) && json.repeat(beforeOfUnknown)) {
            return;
        }
        int mark = json.mark();
        if (made >= FIRST_FEW
                && finding.subject() instanceof Subject.Group group
                && isPlain(group.group().id())) {
            writeUnreadByTemplate(group.group());
        } else {
            made++;
            write(json, remedies.of(finding));
        }
        json.remember(beforeOfUnknown, mark);
        unknownGroup = ofGroup ? identity : this;
    }

    private void writeByTemplate(SecurityGroup group, List<SecurityGroupRule.Known> opening) {
        RemediationTemplate template = template(group.scope().region().orElse(""), opening);
        if (template == null) {
            write(json, remedies.narrow(group.scope(), group.id(), opening));
        } else {
            template.write(json, group.id(), opening);
        }
    }

    private void writeUnreadByTemplate(SecurityGroup group) {
        NotRead notRead = remedies.notRead(group);
        RemediationTemplate template = unread.of(group.scope().region().orElse(""), notRead);
        if (template == null) {
            write(json, remedies.read(group.scope(), group.id(), notRead));
        } else {
            template.write(json, group.id(), List.of());
        }
    }

    /** None where there is none, as for rules that were not met lately: most of those never return. */
    private @Nullable RemediationTemplate template(String region, List<SecurityGroupRule.Known> opening) {
        int hash = opening.size();
        for (int i = 0; i < opening.size(); i++) {
            SecurityGroupRule.Known rule = opening.get(i);
            hash = 31 * (31 * hash + rule.service().hashCode())
                    + rule.destination().hashCode() * 17
                    + (isDescribed(rule) ? 1 : 0);
        }
        hash *= 0x9e3779b9;
        int slot = hash >>> 16 & SLOTS - 1;
        Entry known = entries[slot];
        if (known != null && known.isFor(region, opening)) {
            return known.template();
        }
        if (seen[slot] != hash) {
            seen[slot] = hash;
            return null;
        }
        RemediationTemplate made = cut(region, opening);
        if (made != null) {
            entries[slot] = new Entry(region, opening, made);
        }
        return made;
    }

    private @Nullable RemediationTemplate cut(String region, List<SecurityGroupRule.Known> opening) {
        if (region.contains(RemediationTemplate.MARK)) {
            return null;
        }
        List<SecurityGroupRule.Known> standIns = new ArrayList<>(opening.size());
        for (SecurityGroupRule.Known rule : opening) {
            if (rule.destination().text().contains(RemediationTemplate.MARK)
                    || rule.id().orElse("").contains(RemediationTemplate.MARK)) {
                return null;
            }
            Optional<String> description = isDescribed(rule)
                    ? Optional.of(RemediationTemplate.descriptionOf(standIns.size()))
                    : rule.description();
            standIns.add(new SecurityGroupRule.Known(
                    rule.id(), rule.service(), rule.destination(), description, rule.tags()));
        }
        Scope scope = new Scope(Optional.empty(), region.isEmpty() ? Optional.empty() : Optional.of(region));
        return RemediationTemplate.of(encoded(remedies.narrow(scope, RemediationTemplate.ID, standIns)));
    }

    private byte[] encoded(Remediation remediation) {
        scratch.flushIfFull();
        int mark = scratch.mark();
        write(scratch, remediation);
        return scratch.since(mark);
    }

    private static boolean isDescribed(SecurityGroupRule.Known rule) {
        return rule.description().isPresent() && !rule.description().get().isEmpty();
    }

    private static boolean sameRules(List<SecurityGroupRule.Known> some, List<SecurityGroupRule.Known> others) {
        if (!EvidenceJson.sameBesideDescriptions(some, others)) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).description().equals(others.get(i).description())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the descriptions look the same in JSON, in a word of the shell, and in JSON again. */
    private static boolean arePlain(List<SecurityGroupRule.Known> rules) {
        for (int i = 0; i < rules.size(); i++) {
            Optional<String> description = rules.get(i).description();
            if (description.isPresent() && !isPlainText(description.get())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || character == '"' || character == '\\' || character == '\'') {
                return false;
            }
        }
        return true;
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
