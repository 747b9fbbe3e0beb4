package dev.weir.acme;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * What three tiers of Acme asked Route 53 Resolver for before they connected: an interface asks once a day for a name, and
 * again where it is answered with another address.
 */
final class AcmeQueries {

    private static final String VPC = "vpc-0a11ce01";
    private static final int MOST_TTL = 300;

    /**
     * A name that leads to some addresses.
     *
     * @param prefix what they begin with
     * @param from the first of their last numbers
     * @param to the last of them
     */
    private record Site(String name, List<String> chain, String prefix, int from, int to) {

        boolean leadsTo(String address) {
            int last = address.lastIndexOf('.') + 1;
            return address.startsWith(prefix)
                    && last == prefix.length()
                    && from <= Integer.parseInt(address.substring(last))
                    && Integer.parseInt(address.substring(last)) <= to;
        }
    }

    private static final List<Site> SITES = List.of(
            new Site("api.partner.example", List.of(), "203.0.113.", 16, 23),
            new Site("smtp.mail.example", List.of("mx.eu.mail.example"), "198.51.100.", 25, 25),
            new Site("api.payments.example", List.of("eu.payments.example"), "198.51.100.", 64, 67),
            new Site("dynamodb.eu-west-1.amazonaws.com", List.of(), "192.0.2.", 128, 147),
            new Site("acme-assets.s3.eu-west-1.amazonaws.com", List.of(), "192.0.2.", 1, 41),
            new Site("acme-builds.s3.eu-west-1.amazonaws.com", List.of(), "192.0.2.", 1, 41),
            new Site("registry.packages.example", List.of("packages.cdn.example"), "198.51.100.", 128, 200),
            new Site("files.packages.example", List.of("packages.cdn.example"), "198.51.100.", 190, 251),
            new Site("orders.db.acme.example", List.of(), "10.20.64.", 12, 12),
            new Site("orders.db.acme.example", List.of(), "10.20.65.", 12, 12),
            new Site("orders.db.acme.example", List.of(), "10.20.66.", 12, 12));

    private AcmeQueries() {}

    /** Writes every file below the folder given as the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, gzip(file.getValue()));
        }
    }

    /** Path below {@code examples/acme-queries} to text, before compression. */
    static SortedMap<String, String> files() {
        SplittableRandom random = new SplittableRandom(53);
        List<FlowScript.Begun> begun = new ArrayList<>(AcmeFlows.begunInIreland());
        begun.sort(Comparator.comparingLong(FlowScript.Begun::at));
        Set<String> asked = new HashSet<>();
        TreeMap<String, StringBuilder> files = new TreeMap<>();
        for (FlowScript.Begun one : begun) {
            LocalDate day =
                    Instant.ofEpochSecond(one.at()).atOffset(ZoneOffset.UTC).toLocalDate();
            Optional<Site> site = site(one, random);
            if (site.isPresent() && asked.add(one.from() + " " + site.get().name() + " " + one.to() + " " + day)) {
                long at = Math.max(
                        one.at() - 1 - random.nextInt(MOST_TTL),
                        day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
                files.computeIfAbsent(file(day), unused -> new StringBuilder())
                        .append(line(at, one, site.get(), random))
                        .append('\n');
            }
        }
        TreeMap<String, String> texts = new TreeMap<>();
        files.forEach((name, text) -> texts.put(name, text.toString()));
        return texts;
    }

    private static Optional<Site> site(FlowScript.Begun one, SplittableRandom random) {
        boolean web = !one.to().startsWith("192.0.2.") && one.from().matches("10\\.20\\.(16|20|24)\\.[23]\\d");
        boolean runner = one.from().matches("10\\.20\\.(17|21|25)\\.2\\d");
        boolean worker = one.from().matches("10\\.20\\.[012]\\.30");
        List<Site> fit = SITES.stream()
                .filter(site -> site.leadsTo(one.to()))
                .filter(site -> !site.name().startsWith("orders") || worker)
                .toList();
        return (web || runner || worker) && !fit.isEmpty()
                ? Optional.of(fit.get(random.nextInt(fit.size())))
                : Optional.empty();
    }

    private static String file(LocalDate day) {
        return "AWSLogs/%s/vpcdnsquerylogs/%s/%s/%s_vpcdnsquerylogs_%s_%sT0000Z_%08x.log.gz"
                .formatted(
                        AcmeInventory.PRODUCTION,
                        VPC,
                        day.toString().replace('-', '/'),
                        VPC,
                        AcmeInventory.PRODUCTION,
                        day.toString().replace("-", ""),
                        day.toEpochDay() * 0x9e3779b1L & 0xffff_ffffL);
    }

    private static String line(long at, FlowScript.Begun one, Site site, SplittableRandom random) {
        StringBuilder answers = new StringBuilder();
        for (String alias : site.chain()) {
            answers.append("{\"Rdata\":\"%s.\",\"Type\":\"CNAME\",\"Class\":\"IN\"},".formatted(alias));
        }
        answers.append("{\"Rdata\":\"%s\",\"Type\":\"A\",\"Class\":\"IN\"}".formatted(one.to()));
        return """
                {"version":"1.100000","account_id":"%s","region":"eu-west-1","vpc_id":"%s","query_timestamp":"%s",\
                "query_name":"%s.","query_type":"A","query_class":"IN","rcode":"NOERROR","answers":[%s],\
                "srcaddr":"%s","srcport":"%d","transport":"UDP","srcids":{}}""".formatted(
                        AcmeInventory.PRODUCTION,
                        VPC,
                        Instant.ofEpochSecond(at),
                        site.name(),
                        answers,
                        one.from(),
                        32_768 + random.nextInt(28_000));
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream member = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            member.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
