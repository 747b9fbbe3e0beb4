package dev.weir.iac.terraform.patch;

import dev.weir.iac.terraform.MemoryFolder;
import java.util.SplittableRandom;

/** Makes configurations by seed: a group that is open, written in one of many ways, among others that must stay as they are. */
final class PatchedMaker {

    private final SplittableRandom random;
    private final boolean isDos;
    private final boolean isTabbed;

    PatchedMaker(long seed) {
        random = new SplittableRandom(seed);
        isDos = seed % 4 == 0;
        isTabbed = seed % 3 == 0;
    }

    MemoryFolder folder() {
        StringBuilder main = new StringBuilder();
        StringBuilder rules = new StringBuilder();
        main.append(comment())
                .append("variable \"vpc\" {\n  default = \"vpc-1\"\n}\n")
                .append(comment());
        switch (random.nextInt(6)) {
            case 0 -> main.append(group("web", blocks(true)));
            case 1 -> main.append(group("web", attribute()));
            case 2 -> {
                main.append(group("web", ""));
                rules.append(ofOneRule());
            }
            case 3 -> {
                main.append(group("web", ""));
                rules.append(ofOldType());
            }
            case 4 -> main.append(listed());
            default -> main.append(group("web", blocks(false) + dynamic()));
        }
        main.append(comment()).append(group("other", blocks(true)));
        rules.append(group("beside", "")).append(oneRule("beside", "beside", "\"-1\"", "", "\"0.0.0.0/0\""));
        return new MemoryFolder().with("main.tf", styled(main.toString())).with("rules.tf", styled(rules.toString()));
    }

    private String styled(String text) {
        String tabbed = isTabbed ? text.replace("  ", "\t") : text;
        String cut = random.nextInt(5) == 0 ? tabbed.stripTrailing() : tabbed;
        return isDos ? cut.replace("\n", "\r\n") : cut;
    }

    private String comment() {
        return pick("", "\n", "# keep this: egress {\n", "\n\n", "/* keep this\n  }\n*/\n", "// keep this \"\n");
    }

    private String end() {
        return pick("\n", "\n", " # keep this } ]\n", "  \n", " // keep this <<EOT\n");
    }

    private String gap() {
        return pick(" ", " ", "   ", "  /* = */ ");
    }

    private String group(String name, String body) {
        return "resource \"aws_security_group\" \"" + name + "\" {" + end()
                + "  name" + gap() + "= \"" + name + "\"\n"
                + pick("", "  description = <<-EOT\n    egress {\n    }\n  EOT\n", "  tags = { a = \"}\" }\n", "\n")
                + body
                + pick(
                        "",
                        "  vpc_id = var.vpc\n",
                        "  # keep this end\n",
                        "  lifecycle {\n    create_before_destroy = true\n  }\n")
                + "}\n";
    }

    private String blocks(boolean isOpen) {
        StringBuilder all = new StringBuilder();
        int narrow = random.nextInt(3);
        for (int number = 0; number < narrow; number++) {
            all.append(block("\"tcp\"", String.valueOf(443 + number), list("\"10." + number + ".0.0/16\"")));
        }
        if (isOpen) {
            all.append(block(
                    "\"-1\"",
                    "0",
                    pick(
                            list("\"0.0.0.0/0\""),
                            list("\"10.9.0.0/16\"", "\"0.0.0.0/0\""),
                            list("\"0.0.0.0/0\"", "\"10.9.0.0/16\"", "\"10.8.0.0/16\""))));
            if (random.nextBoolean()) {
                all.append(
                        "  ingress {\n    protocol = \"-1\"\n    from_port = 0\n    to_port = 0\n    self = true\n  }\n");
            }
        }
        return all.toString();
    }

    private String block(String protocol, String port, String cidrs) {
        return pick("", "  # keep this above\n").replace("keep this", "of the rule") + "  egress {\n" + "    from_port"
                + gap() + "= " + port + "\n    to_port" + gap() + "= " + port + "\n    protocol" + gap() + "= "
                + protocol + "\n    cidr_blocks" + gap() + "= " + cidrs + "\n  }" + pick("\n", "\n\n");
    }

    private String list(String... elements) {
        return pick(
                "[" + String.join(", ", elements) + "]",
                "[" + String.join(",", elements) + ",]",
                "[\n      " + String.join(",\n      ", elements) + ",\n    ]",
                "[\n      " + String.join(", # one\n      ", elements) + "\n    ]",
                "concat([" + String.join(", ", elements) + "], [])");
    }

    private String attribute() {
        return "  egress" + gap() + "= [" + pick("\n    ", "") + object("\"-1\"", "0", "\"0.0.0.0/0\"")
                + pick("", ",\n    " + object("\"tcp\"", "443", "\"10.0.0.0/8\"")) + pick("", ",", "\n  ") + "]\n";
    }

    private static String object(String protocol, String port, String cidr) {
        return "{ description = \"\", from_port = " + port + ", to_port = " + port + ", protocol = " + protocol
                + ", cidr_blocks = [" + cidr
                + "], ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = false }";
    }

    private String dynamic() {
        String each = pick(
                "toset([\"0.0.0.0/0\"])",
                "[\"10.7.0.0/16\", \"0.0.0.0/0\"]",
                "{ world = \"0.0.0.0/0\", a = \"10.6.0.0/16\" }");
        return block("\"udp\"", "53", "[\"10.0.0.2/32\"]")
                + "  dynamic \"egress\" {\n    for_each = " + each
                + "\n    content {\n      from_port = 0\n      to_port = 0\n"
                + "      protocol = \"-1\"\n      cidr_blocks = [egress.value]\n    }\n  }\n";
    }

    private String listed() {
        return "locals {" + end()
                + "  rules = [\n    { port = 25, to = \"0.0.0.0/0\" },\n    { port = 26, to = \"10.0.0.0/8\" }"
                + pick("", ",") + "\n  ]\n  keep = 1 # keep this\n}\n"
                + group(
                        "web",
                        "  dynamic \"egress\" {\n    for_each = local.rules\n    content {\n"
                                + "      from_port = egress.value.port\n      to_port = egress.value.port\n      protocol = \"tcp\"\n"
                                + "      cidr_blocks = [egress.value.to]\n    }\n  }\n");
    }

    private String ofOneRule() {
        return switch (random.nextInt(3)) {
            case 0 -> oneRule("web", "web", "\"-1\"", "", "\"0.0.0.0/0\"");
            case 1 ->
                oneRule("dns", "web", "\"udp\"", "53", "\"10.0.0.2/32\"")
                        + comment()
                        + oneRule("open", "web", "\"-1\"", "", "\"0.0.0.0/0\"");
            default ->
                "resource \"aws_vpc_security_group_egress_rule\" \"many\" {\n"
                        + "  for_each          = toset([\"0.0.0.0/0\", \"10.0.0.0/8\"])\n"
                        + "  security_group_id = aws_security_group.web.id\n  ip_protocol = \"-1\"\n  cidr_ipv4 = each.value\n}\n";
        };
    }

    private String oneRule(String label, String group, String protocol, String port, String cidr) {
        String ports = port.isEmpty() ? "" : "  from_port = " + port + "\n  to_port = " + port + "\n";
        return comment() + "resource \"aws_vpc_security_group_egress_rule\" \"" + label + "\" {\n"
                + "  security_group_id" + gap() + "= aws_security_group." + group + ".id\n  ip_protocol = " + protocol
                + "\n" + ports
                + "  cidr_ipv4 = " + cidr + "\n}" + pick("\n", "\n\n");
    }

    private String ofOldType() {
        return comment() + "resource \"aws_security_group_rule\" \"out\" {\n  type = \"egress\"\n"
                + "  security_group_id = aws_security_group.web.id\n  protocol = \"-1\"\n  from_port = 0\n  to_port = 0\n"
                + "  cidr_blocks = [\"0.0.0.0/0\"]\n}\n";
    }

    private String pick(String... forms) {
        return forms[random.nextInt(forms.length)];
    }
}
