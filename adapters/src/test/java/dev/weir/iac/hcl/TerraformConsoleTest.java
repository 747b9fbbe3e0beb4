package dev.weir.iac.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.SourceText;
import dev.weir.iac.Value;
import dev.weir.inventory.Origin;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same expressions to Terraform: what this room evaluates is what Terraform does. Not known is no answer, and never wrong. */
class TerraformConsoleTest {

    private static final String LOCALS = """
            locals {
              cidrs  = ["198.51.100.0/24", "203.0.113.0/24"]
              rules  = { web = { port = 443, cidrs = ["0.0.0.0/0"] }, db = { port = 5432, cidrs = [] } }
              list   = ["b", "a", "b", ""]
              nested = [["a"], [["b"], []], "c"]
              number = 7
              none   = null
              set    = toset(["z", "a", "m"])
            }
            """;

    private static final String EXPRESSIONS = """
            concat(local.cidrs, ["0.0.0.0/0"], [])
            flatten(local.nested)
            merge({a = 1, b = 2}, {b = 3}, null)
            cidrsubnet("10.0.0.0/8", 8, 3)
            cidrsubnet("0.0.0.0/0", 1, 1)
            cidrsubnet("2001:db8::/32", 16, 258)
            cidrsubnet("10.1.2.3/8", 4, 15)
            cidrsubnet("10.0.0.0/8", 1, 2)
            cidrsubnets("10.0.0.0/16", 4, 4, 8, 4)
            cidrhost("10.0.0.0/8", 5)
            cidrhost("10.0.0.0/8", -2)
            cidrhost("2001:db8::/64", 255)
            toset(local.list)
            tolist(local.set)
            [for v in local.set : upper(v)]
            [for i, v in local.list : "${i}${v}"]
            [for k, v in local.set : "${k}=${v}"]
            [for k, v in local.rules : "${k}-${v.port}"]
            {for k, v in local.rules : k => v.cidrs if length(v.cidrs) > 0}
            {for v in local.list : v => "x"...}
            {for v in local.list : v => "x"}
            local.rules["web"].cidrs[0]
            local.rules.nothing
            local.cidrs[2]
            local.cidrs.1
            local.cidrs[*]
            local.rules[*].web.port
            [local.rules.web, local.rules.db][*].port
            [local.rules.web, local.rules.db].*.port
            local.none[*]
            try(local.rules.nothing.port, "no")
            try(local.rules.web.port, "no")
            can(local.rules.nothing)
            can(local.rules.web)
            lookup(local.rules, "nothing", "none")
            lookup({a = "b"}, "a", "c")
            element(local.cidrs, 3)
            element(local.cidrs, -1)
            element([], 0)
            length(local.list)
            length(local.rules)
            length("text")
            keys(local.rules)
            values({b = 2, a = 1})
            format("%s/%d and %v%%", "10.0.0.0", 8, true)
            formatlist("%s/32", ["198.51.100.1", "198.51.100.2"])
            join(",", local.list)
            split(",", "a,b,,c")
            split(",", "")
            jsondecode("{\\"a\\":[1,2.50,true,null],\\"b\\":\\"x\\"}")
            coalesce("", null, "x")
            coalesce(null, 0, 5)
            compact(["a", "", null, "b"])
            distinct(local.list)
            range(4)
            range(1, 8, 3)
            range(5, 1)
            range(0)
            zipmap(["a", "b"], [1, 2])
            contains(local.list, "a")
            contains(local.list, "q")
            setunion(["b", "a"], ["c", "a"])
            setintersection(["b", "a"], ["a", "d"])
            setsubtract(["b", "a"], ["a"])
            one([])
            one(["x"])
            one(["x", "y"])
            reverse(local.cidrs)
            slice(local.list, 1, 3)
            slice(local.list, 2, 9)
            sort(local.list)
            coalescelist([], ["a"])
            trimspace("  x ")
            trimprefix("helloworld", "hello")
            trimsuffix("helloworld", "hello")
            replace("1 + 2", "+", "-")
            lower("ABC")
            startswith("abc", "ab")
            endswith("abc", "bd")
            max(1, 12.5, 3)
            min(4, -2)
            sum([1, 2.5])
            floor(-4.1)
            ceil(4.1)
            abs(-3)
            alltrue([true, "true"])
            anytrue([])
            tostring(1.50)
            tostring(true)
            tonumber("0012")
            tonumber("1e3")
            tobool("true")
            1 + 2 * 3 - 4 / 2
            7 % 3
            -7 % 3
            10 / 4
            1 / 3 == 0
            2 > 1 && "3" >= 2
            !true || false
            "a" == "a"
            1 == "1"
            null == null
            local.none == null
            true ? "a" : "b"
            false ? 1 : 2
            local.number > 5 ? local.cidrs : []
            "x${local.number}y${true}"
            "${local.cidrs}"
            "${local.number}"
            "a${local.none}"
            "$${x} %%{y}"
            "tab\\tquote\\" \\u00e9"
            (1 + 2) * 3
            -local.number
            {a = 1, "b" = 2, (local.cidrs[0]) = 3}
            [1, "a", true, null]
            tomap({a = "x"})
            upper("é")
            0.1 + 0.2
            100000000000000000000 * 3
            1e3
            local.number.x
            "abc".x
            [for x in local.number : x]
            """;

    @Test
    void evaluatesAsTerraformDoes(@TempDir Path folder) throws Exception {
        Path terraform = Peer.whereInstalled("terraform").program();
        List<String> expressions = EXPRESSIONS.lines().toList();
        String all = expressions.stream()
                .map(expression -> "    try([" + expression + "], \"wrong\"),\n")
                .collect(Collectors.joining("", "locals {\n  all = [\n", "  ]\n}\n"));
        Files.writeString(folder.resolve("main.tf"), LOCALS + all);
        List<Value> said = theirs(console(terraform, folder, "jsonencode(local.all)\n"));
        assertThat(said).hasSize(expressions.size());

        List<String> wrong = new ArrayList<>();
        int unknown = 0;
        Names names = new Names();
        for (int line = 0; line < said.size(); line++) {
            String expression = expressions.get(line);
            String ours = ours(new Evaluator(names), expression);
            String theirs = said.get(line) instanceof Value.Items list
                    ? text(list.elements().get(0))
                    : "wrong";
            unknown += ours.equals("unknown") ? 1 : 0;
            if (!ours.equals("unknown") && !ours.equals(theirs)) {
                wrong.add(expression + ": Terraform says " + theirs + ", we say " + ours);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(unknown).isLessThan(8);
    }

    private static String console(Path terraform, Path folder, String lines) throws IOException, InterruptedException {
        Path in = folder.resolve("in.txt");
        Path out = folder.resolve("out.txt");
        Files.writeString(in, lines);
        Process process = new ProcessBuilder(terraform.toString(), "console")
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt"), StandardCharsets.UTF_8))
                .isZero();
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private static String ours(Evaluator evaluator, String expression) {
        try {
            return text(evaluator.evaluate(HclReader.expression(new SourceText("a.tf", expression))));
        } catch (WrongExpression wrong) {
            return "wrong";
        }
    }

    /** What Terraform's console prints of a text is the JSON, quoted once more. */
    private static List<Value> theirs(String quoted) {
        JsonObject holder = JsonReader.object(("{\"a\":" + quoted + "}").getBytes(StandardCharsets.UTF_8));
        byte[] inner = ("{\"a\":" + holder.text("a") + "}").getBytes(StandardCharsets.UTF_8);
        return holder(Objects.requireNonNull(JsonReader.object(inner).members().get("a")))
                .parts();
    }

    private static Value holder(JsonValue json) {
        Origin origin = Origin.of("a.tf");
        if (json instanceof JsonValue.Array array) {
            return new Value.Items(
                    array.elements().stream().map(TerraformConsoleTest::holder).toList(), origin);
        }
        if (json instanceof JsonObject object) {
            Map<String, Value> members = new TreeMap<>();
            object.members().forEach((name, member) -> members.put(name, holder(member)));
            return new Value.Fields(members, origin);
        }
        if (json instanceof JsonValue.Text text) {
            return new Value.Text(text.text(), origin);
        }
        if (json instanceof JsonValue.Number number) {
            return new Value.Number(number.text(), origin);
        }
        return json instanceof JsonValue.Truth truth
                ? new Value.Truth(truth.value(), origin)
                : new Value.Nothing(origin);
    }

    private static String text(Value value) {
        if (value instanceof Value.Fields fields) {
            return new TreeMap<>(fields.members())
                    .entrySet().stream()
                            .map(member -> member.getKey() + ":" + text(member.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Value.Items || value instanceof Value.Distinct) {
            return value.parts().stream().map(TerraformConsoleTest::text).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Value.Nothing) {
            return "null";
        }
        if (value instanceof Value.Number number) {
            return new BigDecimal(number.text()).stripTrailingZeros().toPlainString();
        }
        return value.scalar()
                .map(text -> value instanceof Value.Text ? "'" + text + "'" : text)
                .orElse("unknown");
    }

    /** The locals of the test. */
    private static final class Names implements Evaluator.NamedValues {
        private final Body locals = HclReader.read(new SourceText("main.tf", LOCALS))
                .blocks()
                .get(0)
                .body();

        @Override
        public Value value(String root, String name, Origin origin) {
            return new Evaluator(this).value(locals.argument(name).orElseThrow().value());
        }

        @Override
        public Value attribute(Value.Reference whole, String name, Origin origin) {
            return new Value.Unknown("no resource here", origin);
        }

        @Override
        public String whose() {
            return "";
        }
    }
}
