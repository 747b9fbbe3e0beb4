package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body.Block;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file holds, and what of it is not HCL.
 *
 * @param body all that could be read
 * @param lost pieces that could not, in their order
 */
public record ReadInPart(Body body, List<Lost> lost) {

    /** Where Terraform's own blocks begin in what people write: at the start of a line. */
    private static final Pattern BLOCK = Pattern.compile(
            "^(?:resource|data|ephemeral|module|variable|output|locals|provider|terraform|moved|import"
                    + "|removed|check)(?:[ \\t]+\"[^\"\\n]*\")*[ \\t]*\\{",
            Pattern.MULTILINE);

    public ReadInPart {
        lost = List.copyOf(lost);
    }

    /**
     * A piece from which on nothing is understood until the next block begins.
     *
     * @param head the block that it begins with, as far as that is readable: its type and labels
     */
    public record Lost(BrokenHcl why, Span span, Optional<Block> head) {

        /** Its lines in words. */
        public String lines() {
            int last = span.lastLine();
            return span.line() == last
                    ? "line " + last + " was not read"
                    : "lines " + span.line() + " to " + last + " were not read";
        }
    }

    /** Where the next block begins behind this place, or the text ends. */
    static int nextBlock(SourceText source, int behind) {
        Matcher block = BLOCK.matcher(source.text());
        return behind < source.text().length() && block.find(behind)
                ? block.start()
                : source.text().length();
    }
}
