package dev.weir.bench;

import dev.weir.net.IpAddress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes flow logs with a header, gzipped, from a fixed seed: the input of {@link FlowRace}.
 *
 * <p>A million conversations (interface, peer, port, protocol) over 2,000 interfaces, the popular ones far more often
 * (the chance of rank r falls with r to the 2/3, so ten million records meet nearly all of them); ephemeral ports, counts
 * and times are random. Two thirds of the records are egress.
 *
 * <p>Arguments: folder, records (default 10,000,000), files (8), conversations (1,000,000), {@link Form} ({@code v5}): the same
 * records, as far as the form says them.
 */
public final class FlowLogMaker {

    private static final long SEED = 0x5eed_f10eL;
    private static final int INTERFACES = 2_000;
    private static final long FIRST_SECOND = 1_792_540_800L;

    static final String FORMAT =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes"
                    + " start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region"
                    + " az-id flow-direction traffic-path pkt-src-aws-service pkt-dst-aws-service";

    /** The first two octets of S3. */
    private static final int S3 = 52 << 8 | 218;

    private static final int[] PORTS = {443, 443, 443, 80, 5432, 53, 123, 6379, 9092, 8443, 3306, 2049, 587, 8080, 9200
    };

    /** What the lines say of a record, and in which addresses. */
    private enum Form {
        /** All columns up to version 5, IPv4. */
        V5,
        /** AWS's default format, which says no direction. */
        V2,
        /** As {@link #V5}, each address another's IPv6 namesake: a subnet's with a random host, a service's with zeros left out. */
        V5_IPV6,
        /** As {@link #V2} likewise. */
        V2_IPV6;

        private boolean isDefault() {
            return this == V2 || this == V2_IPV6;
        }

        private boolean isIpv6() {
            return this == V5_IPV6 || this == V2_IPV6;
        }

        private static Form named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** How many columns of {@link #FORMAT} the default format has: the first ones. */
    private static final int DEFAULT_COLUMNS = 14;

    private FlowLogMaker() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long records = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000_000L;
        int files = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        int conversations = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1_000_000;
        Form form = Form.named(arguments.length > 4 ? arguments[4] : "v5");
        Path flows = Files.createDirectories(folder.resolve("flows"));
        writeInventory(Files.createDirectories(folder.resolve("inventory")), form);
        IntStream.range(0, files).parallel().forEach(file -> {
            long count = records / files + (file < records % files ? 1 : 0);
            write(flows, file, count, conversations, form);
        });
    }

    /** The interfaces of the flows, all with one group that permits everything. */
    private static void writeInventory(Path folder, Form form) throws IOException {
        StringBuilder interfaces = new StringBuilder("{\"NetworkInterfaces\": [");
        for (int eni = 0; eni < INTERFACES; eni++) {
            interfaces
                    .append(eni == 0 ? "" : ",")
                    .append("{\"NetworkInterfaceId\": \"eni-")
                    .append(hex(mix(eni), 17));
            interfaces
                    .append("\", \"OwnerId\": \"111122223333\", \"SubnetId\": \"subnet-")
                    .append(hex(mix(eni & 31), 17));
            interfaces
                    .append("\", \"VpcId\": \"vpc-0a1b2c3d4e5f60718\", \"PrivateIpAddress\": \"")
                    .append(text(here(eni), Form.V5));
            interfaces
                    .append("\", \"PrivateIpAddresses\": [{\"PrivateIpAddress\": \"")
                    .append(text(here(eni), Form.V5));
            if (form.isIpv6()) {
                interfaces
                        .append("\"}], \"Ipv6Addresses\": [{\"Ipv6Address\": \"")
                        .append(text(here(eni), form));
            }
            interfaces.append("\"}], \"Groups\": [{\"GroupId\": \"sg-0a1b2c3d4e5f60718\"}]}\n");
        }
        Files.writeString(folder.resolve("interfaces.json"), interfaces.append("]}\n"));
        Files.writeString(folder.resolve("groups.json"), """
                {"SecurityGroups": [{"GroupId": "sg-0a1b2c3d4e5f60718", "GroupName": "web", "OwnerId": "111122223333",
                  "VpcId": "vpc-0a1b2c3d4e5f60718", "Description": "everything goes out", "IpPermissions": [],
                  "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]%s}]}]}
                """.formatted(
                        form.isIpv6() ? ", \"Ipv6Ranges\": [{\"CidrIpv6\": \"::/0\"}]" : ""));
    }

    /** The IPv4 address of an interface. */
    private static long here(int eni) {
        long place = mix(eni);
        return ipv4(10, place >>> 8 & 0x3f, place & 0xff, 4 + (place >>> 16 & 0x7f));
    }

    private static long ipv4(long octet1, long octet2, long octet3, long octet4) {
        return octet1 << 24 | octet2 << 16 | octet3 << 8 | octet4;
    }

    /** An IPv4 address as the form writes it. */
    private static String text(long ipv4, Form form) {
        if (!form.isIpv6()) {
            return (ipv4 >>> 24) + "." + (ipv4 >>> 16 & 0xff) + "." + (ipv4 >>> 8 & 0xff) + "." + (ipv4 & 0xff);
        }
        long host = mix(ipv4);
        boolean inside = ipv4 >>> 24 == 10;
        IpAddress namesake = ipv4 >>> 16 == S3
                ? IpAddress.ipv6(0x2a05_d050_8080_0000L | ipv4 & 0xff00, ipv4 & 0xff)
                : IpAddress.ipv6(
                        inside
                                ? 0x2a05_d018_07e1_9a00L | ipv4 >>> 16 & 0x3f
                                : 0x2600_0000_0000_0000L | ipv4 << 16 | host & 0xffff,
                        inside || (host & 0x10000) == 0 ? host : 0x200e);
        return namesake.toString();
    }

    private static void write(Path folder, int file, long records, int conversations, Form form) {
        String name = "111122223333_vpcflowlogs_eu-west-1_fl-0a1b2c3d4e5f60718_20261021T%02d%02dZ_%08x.log.gz"
                .formatted(file / 12 % 24, file % 12 * 5, file);
        SplittableRandom random = new SplittableRandom(SEED + file);
        try (OutputStream out = new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)), 65_536), 65_536)) {
            StringBuilder line = new StringBuilder(512).append(header(form)).append('\n');
            out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
            for (long record = 0; record < records; record++) {
                line.setLength(0);
                double chance = random.nextDouble();
                record(
                        line,
                        (int) (conversations * chance * chance * chance),
                        random,
                        FIRST_SECOND + file * 300L,
                        form);
                out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void record(StringBuilder line, int conversation, SplittableRandom random, long slot, Form form) {
        long key = mix(SEED + conversation);
        int eni = (int) ((key >>> 40) % INTERFACES);
        long place = mix(eni);
        int port = (key & 7) == 0 ? 1024 + (int) (key >>> 8 & 0x3fff) : PORTS[(int) (key >>> 8 & 0xff) % PORTS.length];
        boolean udp = port == 53 || port == 123;
        boolean egress = random.nextInt(3) > 0;
        boolean s3 = port == 443 && (key >>> 20 & 3) == 0;
        String here = text(here(eni), form);
        long far = s3
                ? ipv4(S3 >>> 8, S3 & 0xff, key >>> 24 & 0x3f, key >>> 32 & 0xff)
                : (key >>> 22 & 1) == 0
                        ? ipv4(10, key >>> 24 & 0x3f, key >>> 30 & 0xff, key >>> 44 & 0xff)
                        : ipv4(20 + (key >>> 23 & 0x7f), key >>> 24 & 0xff, key >>> 32 & 0xff, key >>> 48 & 0xff);
        String peer = text(far, form);
        int ephemeral = 32_768 + random.nextInt(28_232);
        long packets = 1 + (long) Math.exp(random.nextDouble() * 8);
        long bytes = packets * (40 + random.nextInt(1_400));
        long start = slot + random.nextInt(240);
        String from = egress ? here : peer;
        String to = egress ? peer : here;
        line.append(form.isDefault() ? '2' : '5')
                .append(" 111122223333 eni-")
                .append(hex(place, 17))
                .append(' ');
        line.append(from).append(' ').append(to).append(' ');
        line.append(egress ? ephemeral : port).append(' ').append(egress ? port : ephemeral);
        line.append(udp ? " 17 " : " 6 ")
                .append(packets)
                .append(' ')
                .append(bytes)
                .append(' ');
        line.append(start).append(' ').append(start + 1 + random.nextInt(59));
        line.append(random.nextInt(50) == 0 ? " REJECT OK" : " ACCEPT OK");
        int flags = udp ? 0 : flags(egress, random);
        if (form.isDefault()) {
            line.append('\n');
            return;
        }
        line.append(" vpc-0a1b2c3d4e5f60718 subnet-")
                .append(hex(mix(eni & 31), 17))
                .append(" i-")
                .append(hex(~place, 17));
        line.append(' ').append(flags).append(form.isIpv6() ? " IPv6 " : " IPv4 ");
        line.append(from).append(' ').append(to).append(" eu-west-1 euw1-az").append(1 + eni % 3);
        line.append(egress ? " egress " : " ingress ").append(egress ? s3 ? "8" : "1" : "-");
        line.append(s3 && !egress ? " S3" : " -").append(s3 && egress ? " S3\n" : " -\n");
    }

    private static String header(Form form) {
        return form.isDefault()
                ? Stream.of(FORMAT.split(" ")).limit(DEFAULT_COLUMNS).collect(Collectors.joining(" "))
                : FORMAT;
    }

    private static int flags(boolean egress, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> egress ? 2 : 18;
            case 1 -> egress ? 3 : 19;
            case 2 -> 1;
            default -> 0;
        };
    }

    private static String hex(long number, int digits) {
        String text = Long.toHexString(mix(number)) + Long.toHexString(mix(~number));
        return "0".repeat(Math.max(0, digits - text.length())) + text.substring(0, Math.min(digits, text.length()));
    }

    private static long mix(long number) {
        long mixed = (number + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
