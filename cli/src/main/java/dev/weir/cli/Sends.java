package dev.weir.cli;

import dev.weir.aws.SecurityHub;
import dev.weir.delivery.BodySignature;
import dev.weir.delivery.HttpReceiver;
import dev.weir.finding.Finding;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Scope;
import dev.weir.operation.FailureException;
import dev.weir.operation.Uses;
import dev.weir.report.JsonReport;
import dev.weir.report.Report;
import dev.weir.report.Run;
import dev.weir.report.commands.Remedies;
import dev.weir.report.systems.AsffReport;
import dev.weir.report.systems.DatadogEvents;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a scan found, sent to systems that the user named: after it ended, and nothing without the option. Keys and secrets come from
 * the environment alone.
 */
final class Sends implements Report {

    static final Grammar.Option SEND = Grammar.Option.many(
            "--send",
            "WHERE",
            "Send what does not pass to securityhub, to datadog (key in DD_API_KEY), or to webhook=URL (secret in"
                    + " WEIR_WEBHOOK_SECRET); may be repeated.",
            List.of("securityhub", "datadog"));

    private static final String WEBHOOK = "webhook=";
    private static final int SAID = 20;

    /**
     * One place that findings are sent to.
     *
     * @param report what it takes
     * @param delivery sends it; false if not all of it was taken, which was said
     */
    private record Target(Report report, Predicate<ScanSummary> delivery) {}

    private final ProcessContext surroundings;
    private final Run run;
    private final List<Target> targets = new ArrayList<>();

    /** @throws UsageException if a place is none, or its key is missing: before anything is read */
    Sends(Arguments arguments, Run run, ProcessContext surroundings, Remedies remedies, Uses uses) {
        this.surroundings = surroundings;
        this.run = run;
        Set<String> places = new HashSet<>();
        for (String place : arguments.all(SEND)) {
            if (!places.add(place)) {
                throw new UsageException("`--send " + shown(place) + "` is given twice");
            }
            targets.add(target(place, arguments, remedies, uses));
        }
    }

    private Target target(String place, Arguments arguments, Remedies remedies, Uses uses) {
        if (place.equals("securityhub")) {
            return hub(new SecurityHub(LiveInventory.options(arguments), LiveInventory.roleElsewhere(arguments)));
        }
        if (place.equals("datadog")) {
            String site = environment("DD_SITE", "datadoghq.com");
            if (!site.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
                throw new UsageException("`DD_SITE`: expected a site such as datadoghq.eu, found `" + site + "`");
            }
            String url = environment("DD_URL", "https://api." + site);
            return datadog(receiver("DD_URL", url + "/api/v1/events"), secret("DD_API_KEY", "datadog"));
        }
        if (place.startsWith(WEBHOOK)) {
            return webhook(
                    receiver("--send webhook", place.substring(WEBHOOK.length())),
                    secret("WEIR_WEBHOOK_SECRET", "a webhook"),
                    remedies,
                    uses);
        }
        throw new UsageException(
                "`--send`: expected securityhub, datadog or webhook=URL, found `" + shown(place) + "`");
    }

    /** An address may hold a token. */
    private static String shown(String place) {
        int equals = place.indexOf('=');
        return Printable.of(equals < 0 ? place : place.substring(0, equals + 1) + "…");
    }

    private static HttpReceiver receiver(String name, String address) {
        return Arguments.meant("`" + name + "`: ", () -> new HttpReceiver(address));
    }

    private String environment(String name, String otherwise) {
        String value = surroundings.environment().getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    private String secret(String name, String whose) {
        String value = environment(name, "");
        if (value.isEmpty() || value.chars().anyMatch(character -> character < ' ')) {
            throw new UsageException("`--send` to " + whose + " needs its key in the environment variable `" + name
                    + "`; it is taken from nowhere else");
        }
        return value;
    }

    @Override
    public void finding(Finding finding) {
        for (Target target : targets) {
            if (finding.verdict() != Verdict.PASS) {
                target.report().finding(finding);
            }
        }
    }

    @Override
    public void finish(ScanSummary summary) {
        targets.forEach(target -> target.report().finish(summary));
    }

    /** Sends everything; false if not all of it was taken. */
    boolean deliver(ScanSummary summary) {
        boolean all = true;
        for (Target target : targets) {
            try {
                all &= target.delivery().test(summary);
            } catch (FailureException failed) {
                say(failed.sentence());
                all = false;
            }
        }
        return all;
    }

    private void say(String sentence) {
        surroundings.say("weir: " + Printable.of(sentence));
    }

    private Target hub(SecurityHub hub) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Target(new AsffReport(bytes, run, surroundings::say), summary -> {
            List<Scope> whole = summary.part().isPresent()
                    ? List.of()
                    : JudgedExtent.ofInventory(summary).whole();
            SecurityHub.Delivered sent = hub.send(bytes.toByteArray(), whole, run.at());
            say("Security Hub took " + Counted.of(sent.imported(), "finding") + " and archived "
                    + Counted.number(sent.archived()) + " that " + (sent.archived() == 1 ? "is" : "are")
                    + " not open any more");
            if (summary.part().isPresent()) {
                say("nothing is archived: only a part is shown, and what is not shown may be open");
            }
            sent.failures().stream().limit(SAID).forEach(this::say);
            if (sent.failures().size() > SAID) {
                say("and " + Counted.number(sent.failures().size() - SAID) + " more");
            }
            return sent.failures().isEmpty();
        });
    }

    private Target datadog(HttpReceiver receiver, String key) {
        DatadogEvents events = new DatadogEvents(run);
        return new Target(events, summary -> {
            List<byte[]> bodies = events.bodies();
            int taken = 0;
            for (byte[] body : bodies) {
                try {
                    receiver.post(body, Map.of("DD-API-KEY", key));
                } catch (FailureException failed) {
                    throw new FailureException(
                            "Datadog took " + Counted.number(taken) + " of " + Counted.of(bodies.size(), "event")
                                    + ", most severe first; then " + failed.sentence(),
                            failed);
                }
                taken++;
            }
            say("Datadog took " + Counted.of(bodies.size(), "event")
                    + (events.left() == 0
                            ? ""
                            : "; " + Counted.number(events.left()) + " more, none of them more severe, are not sent"));
            return true;
        });
    }

    private Target webhook(HttpReceiver receiver, String secret, Remedies remedies, Uses uses) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new Target(new JsonReport(bytes, run, remedies, uses), summary -> {
            byte[] body = bytes.toByteArray();
            receiver.post(body, Map.of(BodySignature.HEADER, BodySignature.of(body, secret)));
            say("the webhook took the findings, " + Counted.of(body.length, "byte"));
            return true;
        });
    }
}
