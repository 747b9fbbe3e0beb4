package dev.weir.iac.hcl;

import dev.weir.iac.Span;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a file or between the braces of a block.
 *
 * @param arguments those with an equals sign, in their order
 * @param blocks those with braces, in their order
 * @param span without the braces
 */
public record Body(List<Argument> arguments, List<Block> blocks, Span span) {

    public Body {
        arguments = List.copyOf(arguments);
        blocks = List.copyOf(blocks);
    }

    /** {@code name = value}. */
    public record Argument(String name, Expression value, Span span) {}

    /**
     * {@code type "label" { … }}.
     *
     * @param span from the type to the closing brace
     */
    public record Block(String type, List<String> labels, Body body, Span span) {
        public Block {
            labels = List.copyOf(labels);
        }
    }

    public Optional<Argument> argument(String name) {
        return arguments.stream().filter(argument -> argument.name.equals(name)).findFirst();
    }

    public List<Block> blocks(String type) {
        return blocks.stream().filter(block -> block.type.equals(type)).toList();
    }
}
