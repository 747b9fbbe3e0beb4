package dev.weir.aws;

import dev.weir.inventory.Scope;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import dev.weir.json.JsonWriter;
import dev.weir.operation.FailureException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Security Hub CSPM as a place to send findings to, in each Region for itself.
 *
 * <p>{@code BatchImportFindings} takes 100 findings a call, of the account that calls and no other; it names those that it does not take, and
 * takes the others. A finding that was sent before and is not open any more is archived: known by generator and product, and only in
 * an account and Region that were read whole, where what is not found is not there.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html">BatchImportFindings</a>
 */
public final class SecurityHub {

    private static final String GENERATOR = "weir/";
    private static final int BATCH = 100;
    private static final int PAGES = 10_000;

    /** What an import must have, and a finding that is archived keeps; the rest of it stays as it is in Security Hub. */
    private static final List<String> KEPT = List.of(
            "SchemaVersion",
            "Id",
            "ProductArn",
            "GeneratorId",
            "AwsAccountId",
            "Types",
            "CreatedAt",
            "Severity",
            "Title",
            "Description",
            "Resources",
            "Compliance");

    private final AwsOptions options;
    private final Optional<MemberRole> role;
    private long imported;
    private long archived;
    private final List<String> failures = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param imported how many findings were taken
     * @param archived how many that were sent before are archived now
     * @param failures what was not taken or could not be done: one sentence each, of hostile text
     */
    public record Delivered(long imported, long archived, List<String> failures) {
        public Delivered {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Security Hub as the options lead to it.
     *
     * @param role assumed in each account that findings are about, but the caller's own: AWS takes them from nobody else; empty for
     *     the caller alone, and findings of other accounts are then refused one by one
     */
    public SecurityHub(AwsOptions options, Optional<MemberRole> role) {
        this.options = options;
        this.role = role;
    }

    /**
     * Imports findings, and archives those of before that are none of them.
     *
     * @param asff a JSON array of what is open
     * @param whole accounts and Regions that were read whole
     * @param now when
     * @throws FailureException if there is nobody to call AWS as
     */
    public Delivered send(byte[] asff, Collection<Scope> whole, Instant now) {
        List<JsonObject> open = elements(asff);
        try {
            if (role.isPresent()) {
                fromEach(role.get(), open, whole, now);
            } else {
                try (AwsSession session = AwsSession.open(options)) {
                    send(session, "", open, whole, now);
                }
            }
        } catch (NoCredentials nobody) {
            throw new FailureException(String.valueOf(nobody.getMessage()), nobody);
        } catch (SdkException failed) {
            throw new FailureException(
                    "nothing was sent to Security Hub: "
                            + Failure.of(failed, "sts:GetCallerIdentity").sentence(),
                    failed);
        }
        return new Delivered(imported, archived, failures);
    }

    /** Each account's findings from there, as {@code BatchImportFindings} wants them; who administers Security Hub sees them all. */
    private void fromEach(MemberRole there, List<JsonObject> open, Collection<Scope> whole, Instant now) {
        Map<String, List<JsonObject>> byAccount = new TreeMap<>();
        whole.forEach(scope -> scope.account().ifPresent(account -> byAccount.put(account, new ArrayList<>())));
        open.forEach(finding -> byAccount
                .computeIfAbsent(finding.text("AwsAccountId"), none -> new ArrayList<>())
                .add(finding));
        try (Caller caller = Caller.of(options, RequestPace.half())) {
            byAccount.forEach((account, own) -> {
                List<Scope> ownWhole = whole.stream()
                        .filter(scope -> scope.account().equals(Optional.of(account)))
                        .toList();
                try {
                    send(caller.in(account, there), " of account " + account, own, ownWhole, now);
                } catch (NoCredentials refused) {
                    failures.add("the findings of account " + account + " were not sent: " + refused.sentence());
                }
            });
        }
    }

    private void send(AwsSession session, String whose, List<JsonObject> open, Collection<Scope> whole, Instant now) {
        Map<String, List<JsonObject>> byRegion = new TreeMap<>();
        open.forEach(finding -> byRegion.computeIfAbsent(finding.text("Region"), none -> new ArrayList<>())
                .add(finding));
        Set<String> regions = new TreeSet<>(byRegion.keySet());
        whole.forEach(scope -> scope.region().ifPresent(regions::add));
        for (String region : regions) {
            List<JsonObject> here = byRegion.getOrDefault(region, List.of());
            SignedCalls calls = session.signed(AwsService.SECURITY_HUB, region);
            try {
                importAll(here, calls, region);
                archive(here, accounts(whole, region), calls, region, now);
            } catch (SdkException refused) {
                failures.add("Security Hub" + whose + " in " + region + ": " + refused.getMessage()
                        + "; help: it must be enabled there, and who sends needs"
                        + " `securityhub:BatchImportFindings` and `securityhub:GetFindings`");
            }
        }
    }

    private static List<JsonObject> elements(byte[] array) {
        List<JsonObject> elements = new ArrayList<>();
        try (JsonReader json = JsonReader.ofOthers(new ByteArrayInputStream(array))) {
            json.next();
            json.enter();
            while (json.next()) {
                elements.add((JsonObject) json.value());
            }
        }
        return elements;
    }

    private static Set<String> accounts(Collection<Scope> whole, String region) {
        return whole.stream()
                .filter(scope -> scope.region().equals(Optional.of(region)))
                .flatMap(scope -> scope.account().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long importAll(List<JsonObject> findings, SignedCalls calls, String region) {
        long taken = 0;
        for (List<JsonObject> batch : Calls.portions(findings, BATCH)) {
            JsonObject answer = calls.post(
                    "/findings/import",
                    JsonObject.of(Map.of("Findings", new JsonValue.Array(List.copyOf(batch), 1)), 1));
            long count = answer.number("SuccessCount");
            taken += count;
            imported += count;
            List<JsonObject> refused = answer.has("FailedFindings") ? answer.objects("FailedFindings") : List.of();
            for (JsonObject failed : refused) {
                failures.add("Security Hub in " + region + " did not take `"
                        + failed.optional("Id").orElse("?") + "`: "
                        + failed.optional("ErrorCode").orElse("no code") + ": "
                        + failed.optional("ErrorMessage").orElse("no reason"));
            }
            if (count + refused.size() != batch.size()) {
                failures.add("Security Hub in " + region + " says what became of " + (count + refused.size()) + " of "
                        + batch.size() + " findings that it was sent; help: send them again");
            }
        }
        return taken;
    }

    private void archive(List<JsonObject> open, Set<String> accounts, SignedCalls calls, String region, Instant now) {
        if (accounts.isEmpty()) {
            return;
        }
        Set<String> ids = open.stream().map(finding -> finding.text("Id")).collect(Collectors.toSet());
        List<JsonObject> closed = new ArrayList<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page < PAGES && (page == 0 || next.isPresent()); page++) {
            JsonObject answer = calls.post("/findings", asked(accounts, next));
            for (JsonObject finding : answer.objects("Findings")) {
                if (isOurs(finding, accounts, region) && !ids.contains(finding.text("Id"))) {
                    closed.add(archived(finding, now));
                }
            }
            next = answer.optional("NextToken").filter(token -> !token.isEmpty());
        }
        long before = imported;
        archived += importAll(closed, calls, region);
        imported = before;
    }

    /** Whatever the service makes of the filters: only what is ours is touched. */
    private static boolean isOurs(JsonObject finding, Set<String> accounts, String region) {
        String account = finding.optional("AwsAccountId").orElse("");
        return accounts.contains(account)
                && finding.optional("GeneratorId").orElse("").startsWith(GENERATOR)
                && finding.optional("RecordState").orElse("").equals("ACTIVE")
                && finding.optional("Id").orElse("").startsWith(GENERATOR + region + "/" + account + "/")
                && finding.optional("ProductArn").orElse("").endsWith(":product/" + account + "/default");
    }

    private static JsonObject asked(Set<String> accounts, Optional<String> next) {
        return JsonObject.of(json -> {
            json.name("Filters").beginObject();
            is(json, "GeneratorId", List.of(GENERATOR), "PREFIX");
            is(json, "RecordState", List.of("ACTIVE"), "EQUALS");
            if (accounts.size() <= 20) { // as many values as a filter takes
                is(json, "AwsAccountId", List.copyOf(accounts), "EQUALS");
            }
            json.endObject().number("MaxResults", BATCH);
            next.ifPresent(token -> json.text("NextToken", token));
        });
    }

    private static void is(JsonWriter json, String name, List<String> values, String comparison) {
        json.objects(name, values, value -> json.text("Value", value).text("Comparison", comparison));
    }

    private static JsonObject archived(JsonObject finding, Instant now) {
        Map<String, JsonValue> kept = new LinkedHashMap<>(finding.members());
        kept.keySet().removeIf(name -> !KEPT.contains(name) || !finding.has(name));
        kept.put("UpdatedAt", new JsonValue.Text(now.toString(), 1));
        kept.put("RecordState", new JsonValue.Text("ARCHIVED", 1));
        return JsonObject.of(kept, 1);
    }
}
