package dev.weir.iac.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Templates with one open group {@code Web}, formatted as nobody would foresee. */
final class TemplateMaker {

    private final SplittableRandom random;
    private final String step;

    TemplateMaker(SplittableRandom random) {
        this.random = random;
        this.step = " ".repeat(1 + random.nextInt(4));
    }

    private boolean maybe() {
        return random.nextInt(4) == 0;
    }

    private String comment(String indent) {
        return maybe() ? indent + "# a comment: - {x}\n" : "";
    }

    private String tail() {
        return maybe() ? "  # tail" : "";
    }

    String text() {
        String text = random.nextInt(4) == 0 ? json() : yaml();
        if (maybe()) {
            text = text.stripTrailing();
        }
        return maybe() ? text.replace("\n", "\r\n") : text;
    }

    private String yaml() {
        StringBuilder text = new StringBuilder(maybe() ? "---\n" : "");
        text.append(comment(""))
                .append("Resources:")
                .append(tail())
                .append('\n')
                .append(maybe() ? "\n" : "");
        text.append(step).append("Web:").append(tail()).append('\n');
        String inner = step + step;
        text.append(inner).append("Type: AWS::EC2::SecurityGroup\n").append(comment(inner));
        text.append(inner).append("Properties:\n");
        String property = inner + step;
        boolean isFirst = maybe();
        text.append(
                isFirst
                        ? ""
                        : property + "GroupDescription: >-\n" + property + step + "folded\n" + property + step
                                + "text\n");
        text.append(property).append("SecurityGroupEgress:");
        rules(text, property);
        text.append(maybe() ? property + "VpcId: !Ref Vpc\n" : "");
        text.append(step).append("Vpc: {Type: AWS::EC2::VPC}\n").append(comment(step));
        return text.toString();
    }

    private void rules(StringBuilder text, String property) {
        List<String[]> rules = rules();
        if (random.nextInt(3) == 0) {
            List<String> flow = new ArrayList<>();
            rules.forEach(rule -> flow.add("{" + String.join(", ", rule) + "}"));
            String between = maybe() ? ",\n" + property + step + step : ", ";
            text.append(maybe() ? " &rules" : "")
                    .append(" [")
                    .append(String.join(between, flow))
                    .append(maybe() ? " ,]" : "]");
            text.append(tail()).append('\n');
            return;
        }
        text.append(tail()).append('\n');
        String indent = maybe() ? property : property + step;
        for (String[] rule : rules) {
            text.append(comment(indent)).append(indent).append('-');
            if (maybe()) {
                text.append(" {")
                        .append(String.join(", ", rule))
                        .append("}")
                        .append(tail())
                        .append('\n');
                continue;
            }
            String gap = " ".repeat(1 + random.nextInt(3));
            for (int place = 0; place < rule.length; place++) {
                text.append(place == 0 ? gap : indent + " " + gap)
                        .append(rule[place])
                        .append(tail())
                        .append('\n');
            }
        }
        text.append(comment(indent));
    }

    private List<String[]> rules() {
        List<String[]> rules = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            rules.add(new String[] {
                "IpProtocol: tcp",
                "FromPort: " + (1 + rules.size()),
                "ToPort: \"" + (1 + rules.size()) + "\"",
                "CidrIp: 10.0.0.0/8"
            });
        }
        String[] open = maybe()
                ? new String[] {"CidrIp: 0.0.0.0/0", "IpProtocol: -1", "Description: 'it''s all'"}
                : new String[] {"IpProtocol: \"-1\"", "CidrIp: '0.0.0.0/0'"};
        rules.add(random.nextInt(rules.size() + 1), open);
        return rules;
    }

    private String json() {
        String line = maybe() ? "" : "\n";
        String unit = line.isEmpty() ? "" : maybe() ? "\t" : step;
        List<String> rules = new ArrayList<>();
        for (String[] rule : rules()) {
            List<String> members = new ArrayList<>();
            for (String member : rule) {
                int colon = member.indexOf(": ");
                String value = member.substring(colon + 2)
                        .replace("''", "`")
                        .replace("'", "")
                        .replace("`", "'");
                members.add("\"" + member.substring(0, colon) + "\": "
                        + (value.matches("[0-9]+|\".*\"") ? value : "\"" + value + "\""));
            }
            rules.add(
                    maybe()
                            ? "{" + String.join(", ", members) + "}"
                            : "{" + line + unit.repeat(6) + String.join("," + line + unit.repeat(6), members) + line
                                    + unit.repeat(5) + "}");
        }
        return "{" + line + unit + "\"Resources\": {" + line + unit.repeat(2) + "\"Web\": {" + line + unit.repeat(3)
                + "\"Type\": \"AWS::EC2::SecurityGroup\"," + line + unit.repeat(3) + "\"Properties\": {" + line
                + unit.repeat(4)
                + "\"SecurityGroupEgress\": [" + line + unit.repeat(5)
                + String.join("," + line + unit.repeat(5), rules) + line + unit.repeat(4) + "]" + line + unit.repeat(3)
                + "}" + line
                + unit.repeat(2) + "}" + line + unit + "}" + line + "}" + line;
    }
}
