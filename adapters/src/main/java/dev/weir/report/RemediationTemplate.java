package dev.weir.report;

import dev.weir.inventory.SecurityGroupRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A remediation cut where it names the group or holds the description of a rule.
 *
 * <pre>
 *   {"console":["Open https://…=|id|", …],"awsCli":["aws ec2 … --group-id |id| …"],"undo":["… \"Description\":\"|rule 0|\" …"]}
 * </pre>
 */
final class RemediationTemplate {

    /** What every stand-in holds and nobody writes by chance. */
    static final String MARK = "weir0stand0in0for0the0";

    /** Stands for the id of the group. */
    static final String ID = "sg-" + MARK + "id";

    private static final String DESCRIPTION = MARK + "rule";
    private static final int GROUP = -1;

    private final byte[][] pieces;
    private final int[] between;

    private RemediationTemplate(List<byte[]> pieces, List<Integer> between) {
        this.pieces = pieces.toArray(byte[][]::new);
        this.between = between.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Stands for the description of the rule at this place. */
    static String descriptionOf(int rule) {
        return DESCRIPTION + rule + "z";
    }

    /** The template that this remediation is, made with stand-ins. */
    static RemediationTemplate of(byte[] remediation) {
        String whole = new String(remediation, StandardCharsets.US_ASCII);
        List<byte[]> pieces = new ArrayList<>();
        List<Integer> between = new ArrayList<>();
        int from = 0;
        for (int at = whole.indexOf(MARK); at >= 0; at = whole.indexOf(MARK, from)) {
            if (whole.startsWith(DESCRIPTION, at)) {
                int end = whole.indexOf('z', at);
                pieces.add(JsonText.ascii(whole.substring(from, at)));
                between.add(Integer.parseInt(whole.substring(at + DESCRIPTION.length(), end)));
                from = end + 1;
            } else {
                int start = at + MARK.length() + "id".length() - ID.length();
                pieces.add(JsonText.ascii(whole.substring(from, start)));
                between.add(GROUP);
                from = start + ID.length();
            }
        }
        pieces.add(JsonText.ascii(whole.substring(from)));
        return new RemediationTemplate(pieces, between);
    }

    /** Writes it for a group with these rules, whose descriptions need no escapes. */
    void write(JsonText json, String groupId, List<SecurityGroupRule.Known> rules) {
        json.piece(pieces[0]);
        int id = -1; // where it was written before
        int size = 0;
        for (int i = 0; i < between.length; i++) {
            if (between[i] != GROUP) {
                json.inside(rules.get(between[i]).description().orElseThrow());
            } else if (id >= 0) {
                json.again(id, size);
            } else {
                id = json.mark();
                json.inside(groupId);
                size = json.mark() - id;
            }
            json.raw(pieces[i + 1]);
        }
    }
}
