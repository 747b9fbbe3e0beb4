package dev.weir.codec;

import dev.weir.inventory.Sha256;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.plan.Plan;
import java.time.DateTimeException;

/**
 * A plan as a file, {@code weir.plan/1}, and back.
 *
 * <p>The digest is SHA-256 over the canonical JSON (RFC 8785) of all but the digest, so white space and the order of keys may
 * change and nothing else: a plan is what was proven, and what was edited by hand is not.
 */
public final class PlanCodec {

    /** The schema that this version of weir writes, and reads. */
    public static final String SCHEMA = "weir.plan/1";

    private static final String SCHEMA_NAME = "weir.plan/";

    private PlanCodec() {}

    /** The file of a plan. The same plan gives the same bytes. */
    public static byte[] encode(Plan plan) {
        JsonObject body = PlanWriter.tree(plan);
        return body.withAfter("schema", "digest", digest(body)).indented();
    }

    /** The digest of a plan, {@code sha256:} and 64 hexadecimal digits, as its file says it. */
    public static String digest(Plan plan) {
        return digest(PlanWriter.tree(plan));
    }

    /** Whether bytes look like a plan of any version, so that an error about them can say more than that they are not. */
    public static boolean isPlan(byte[] file) {
        try {
            JsonObject tree = JsonReader.object(file);
            return tree.optional("schema").orElse("").startsWith(SCHEMA_NAME);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    /**
     * Reads the file of a plan.
     *
     * @throws IllegalArgumentException if it is no plan, of another version, edited or damaged; one sentence
     */
    public static Plan decode(byte[] file) {
        JsonObject tree = parsed(file);
        String schema = schema(tree);
        if (!schema.startsWith(SCHEMA_NAME)) {
            throw new IllegalArgumentException("it is no plan: its schema is `" + shortened(schema) + "`, expected `"
                    + SCHEMA + "`; help: `weir plan --out FILE` writes one");
        }
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException("it is a plan of another version: found `" + shortened(schema)
                    + "`, expected `" + SCHEMA + "`; help: use the weir that wrote it, or run `weir plan` again");
        }
        String claimed = tree.has("digest") ? text(tree, "digest") : "none";
        if (!claimed.equals(digest(tree.without("digest")))) {
            throw new IllegalArgumentException("it was changed after it was made: its digest is "
                    + shortened(claimed)
                    + " and its content has another; help: run `weir plan` again with the options that say"
                    + " what is wanted");
        }
        try {
            return PlanReader.plan(tree);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw damaged(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static JsonObject parsed(byte[] file) {
        try {
            return JsonReader.object(file);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "it is no plan: " + wrong.getMessage() + "; help: `weir plan --out FILE` writes one", wrong);
        }
    }

    private static String schema(JsonObject tree) {
        return tree.has("schema") ? text(tree, "schema") : "none";
    }

    private static String text(JsonObject tree, String name) {
        try {
            return tree.text(name);
        } catch (IllegalArgumentException noText) {
            return "no text";
        }
    }

    private static IllegalArgumentException damaged(String how, RuntimeException cause) {
        return new IllegalArgumentException("the plan cannot be read: " + how + "; help: run `weir plan` again", cause);
    }

    private static String shortened(String text) {
        String visible = text.replaceAll("[^ -~]", "?");
        return visible.length() <= 80 ? visible : visible.substring(0, 80) + "...";
    }

    private static String digest(JsonObject body) {
        return "sha256:" + Sha256.hex(body.canonical());
    }
}
