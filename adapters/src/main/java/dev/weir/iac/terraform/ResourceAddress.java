package dev.weir.iac.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The address of a resource in a root module, taken apart: {@code module.web["a"].data.aws_vpc.main[0]}.
 *
 * @param module the module instance that it lies in, with keys: {@code module.web["a"]}; empty in the root
 * @param name type and name, after {@code data.} for a data source: {@code data.aws_vpc.main}
 * @param key its own key with brackets: {@code [0]}; empty where it has none
 */
public record ResourceAddress(String module, String name, String key) {

    public static ResourceAddress parse(String address) {
        List<String> steps = steps(address);
        int at = 0;
        while (at + 1 < steps.size() && steps.get(at).equals("module")) {
            at += 2;
        }
        String last = steps.get(steps.size() - 1);
        List<String> name = new ArrayList<>(steps.subList(at, steps.size() - 1));
        name.add(bare(last));
        return new ResourceAddress(
                String.join(".", steps.subList(0, at)),
                String.join(".", name),
                last.substring(bare(last).length()));
    }

    /** A part without its key. */
    static String bare(String step) {
        int bracket = step.indexOf('[');
        return bracket < 0 ? step : step.substring(0, bracket);
    }

    /** The parts between dots; a dot inside of brackets or quotes parts nothing. */
    public static List<String> steps(String address) {
        List<String> steps = new ArrayList<>();
        StringBuilder step = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int at = 0; at < address.length(); at++) {
            char character = address.charAt(at);
            if (quoted && character == '\\' && at + 1 < address.length()) {
                step.append(character).append(address.charAt(++at));
                continue;
            }
            quoted ^= character == '"';
            if (!quoted && character == '[') {
                depth++;
            } else if (!quoted && character == ']') {
                depth--;
            }
            if (!quoted && depth == 0 && character == '.') {
                steps.add(step.toString());
                step.setLength(0);
            } else {
                step.append(character);
            }
        }
        steps.add(step.toString());
        return steps;
    }

    /** The same instance of another block of its module. */
    public String called(String block) {
        return new ResourceAddress(module, parse(block).name(), key).toString();
    }

    /** The address without any key: the block in the configuration that made it. */
    public static String block(String address) {
        return steps(address).stream().map(ResourceAddress::bare).collect(Collectors.joining("."));
    }

    /** This name in this module instance. */
    public static String in(String module, String name) {
        return module.isEmpty() ? name : module + "." + name;
    }

    /** The module instance that the last module call lies in. */
    public static String parent(String module) {
        List<String> steps = steps(module);
        return String.join(".", steps.subList(0, Math.max(0, steps.size() - 2)));
    }

    /** The key of the last module call, with brackets; empty where it has none. */
    static String keyOf(String module) {
        List<String> steps = steps(module);
        String last = steps.get(steps.size() - 1);
        return last.substring(bare(last).length());
    }

    /** The last part of a module's address, without its key: what its caller calls it. */
    public static String nameOf(String module) {
        List<String> steps = steps(module);
        return bare(steps.get(steps.size() - 1));
    }

    /** A key of text, with brackets. */
    static String quoted(String key) {
        return "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }

    @Override
    public String toString() {
        return in(module, name) + key;
    }
}
