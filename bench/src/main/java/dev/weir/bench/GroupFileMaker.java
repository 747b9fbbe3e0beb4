package dev.weir.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a describe-security-groups answer of any size, always the same for the same arguments.
 *
 * <p>Arguments: the file, the number of groups, {@code compact} or {@code pretty} (as the AWS CLI prints), and how many
 * different rule sets there are in each direction; without it every group has a set of its own. A set has one or two rules:
 * broad ones, private ranges of which few repeat, other groups, a prefix list now and then. Half of the groups have tags.
 */
public final class GroupFileMaker {

    private static final int[] PORTS = {443, 80, 22, 5432, 53, 8443};

    private final SplittableRandom random = new SplittableRandom(20261121);
    private final List<String> sets = new ArrayList<>();
    private final StringBuilder text = new StringBuilder(4096);
    private final String space;
    private final boolean pretty;
    private int depth;

    private GroupFileMaker(String layout) {
        this.pretty = layout.equals("pretty");
        this.space = pretty ? " " : "";
    }

    public static void main(String[] arguments) throws IOException {
        int sets = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2], sets);
    }

    /** Writes groups with so many different rule sets; with 0, each has a set of its own. */
    static void write(Path file, int groups, String layout, int sets) throws IOException {
        GroupFileMaker maker = new GroupFileMaker(layout);
        maker.makeSets(sets);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            maker.open('{');
            maker.name("SecurityGroups");
            maker.open('[');
            for (int group = 0; group < groups; group++) {
                maker.separate(group);
                maker.group(group);
                out.write(maker.text.toString().getBytes(StandardCharsets.UTF_8));
                maker.text.setLength(0);
            }
            maker.close(']');
            maker.close('}');
            out.write(maker.text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void makeSets(int count) {
        depth = 3; // as deep as in a group
        for (int set = 0; set < count; set++) {
            list();
            sets.add(text.toString());
            text.setLength(0);
        }
        depth = 0;
    }

    private void group(int number) {
        String id = "sg-" + hex();
        open('{');
        field(0, "GroupId", id);
        separate(1);
        permissions("IpPermissionsEgress");
        separate(1);
        permissions("IpPermissions");
        if (random.nextBoolean()) {
            separate(1);
            name("Tags");
            open('[');
            tag(0, "Name", "app-" + number);
            tag(1, "team", "team-" + random.nextInt(50));
            close(']');
        }
        field(1, "VpcId", "vpc-0" + (1_000_000 + random.nextInt(400)));
        field(1, "SecurityGroupArn", "arn:aws:ec2:eu-west-1:111122223333:security-group/" + id);
        field(1, "OwnerId", "111122223333");
        field(1, "GroupName", "app-" + number + "-sg");
        field(1, "Description", "managed by team " + random.nextInt(50));
        close('}');
    }

    private void permissions(String direction) {
        name(direction);
        if (sets.isEmpty()) {
            list();
        } else {
            text.append(sets.get(random.nextInt(sets.size())));
        }
    }

    private void list() {
        open('[');
        int count = 1 + random.nextInt(4) / 2;
        for (int permission = 0; permission < count; permission++) {
            separate(permission);
            permission();
        }
        close(']');
    }

    private void permission() {
        int kind = random.nextInt(8);
        open('{');
        field(0, "IpProtocol", kind == 0 ? "-1" : kind == 1 ? "udp" : "tcp");
        if (kind != 0) {
            int port = random.nextInt(4) == 0 ? 1024 + random.nextInt(60_000) : PORTS[random.nextInt(PORTS.length)];
            number("FromPort", port);
            number("ToPort", port);
        }
        list("UserIdGroupPairs", kind == 2, "GroupId", "sg-" + hex());
        list("IpRanges", kind != 2 && kind != 3, "CidrIp", cidr(kind));
        list("Ipv6Ranges", kind == 0, "CidrIpv6", "::/0");
        list("PrefixListIds", kind == 3, "PrefixListId", "pl-6da5400" + random.nextInt(4));
        close('}');
    }

    private String cidr(int kind) {
        return kind == 0 || random.nextInt(4) == 0
                ? "0.0.0.0/0"
                : "10." + random.nextInt(256) + "." + random.nextInt(256) + ".0/" + (20 + random.nextInt(5));
    }

    private void list(String name, boolean filled, String field, String value) {
        separate(1);
        name(name);
        if (!filled) {
            text.append("[]");
            return;
        }
        open('[');
        open('{');
        field(0, field, value);
        if (random.nextInt(3) == 0) {
            field(1, "Description", "rule of team " + random.nextInt(100));
        }
        close('}');
        close(']');
    }

    private void tag(int index, String key, String value) {
        separate(index);
        open('{');
        field(0, "Key", key);
        field(1, "Value", value);
        close('}');
    }

    private String hex() {
        return "0%016x".formatted(random.nextLong());
    }

    private void field(int index, String name, String value) {
        separate(index);
        name(name);
        text.append('"').append(value).append('"');
    }

    private void number(String name, int value) {
        separate(1);
        name(name);
        text.append(value);
    }

    private void name(String name) {
        line();
        text.append('"').append(name).append("\":").append(space);
    }

    private void separate(int index) {
        if (index > 0) {
            text.append(',');
        }
    }

    private void open(char bracket) {
        if (bracket == '{' && depth > 0) {
            line();
        }
        text.append(bracket);
        depth++;
    }

    private void close(char bracket) {
        depth--;
        line();
        text.append(bracket);
    }

    private void line() {
        if (pretty) {
            text.append('\n').append("    ".repeat(depth));
        }
    }
}
