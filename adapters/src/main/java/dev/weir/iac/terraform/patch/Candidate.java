package dev.weir.iac.terraform.patch;

import dev.weir.iac.SourceText;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.patch.EditedConfiguration.Saying;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Edits of files that may be a change which is asked for; whether they are, evaluation tells.
 *
 * @param edits by the names of the files
 * @param renaming of the rule resource that is another one then
 */
record Candidate(Map<String, List<Edit>> edits, Optional<Renaming> renaming) {

    static Candidate of(String file, Edit edit) {
        return new Candidate(Map.of(file, List.of(edit)), Optional.empty());
    }

    /** New arguments at the end of a block. */
    static Candidate atEnd(Block block, String... arguments) {
        Body body = block.body();
        SourceText source = block.span().source();
        int brace = block.span().end() - 1;
        String indent = body.arguments().isEmpty()
                ? "  "
                : source.indentation(body.arguments().get(0).span().start());
        boolean isAlone = source.startsLine(brace);
        int at = isAlone ? source.lineStart(brace) : brace;
        StringBuilder text = new StringBuilder(isAlone ? "" : source.newline());
        for (String argument : arguments) {
            text.append(indent).append(argument).append(source.newline());
        }
        return of(source.name(), new Edit(at, at, text.toString()));
    }

    /** The same, with another edit. */
    Candidate with(String file, Edit edit) {
        Map<String, List<Edit>> all = new TreeMap<>(edits);
        all.merge(
                file,
                List.of(edit),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        return new Candidate(all, renaming);
    }

    /** What was said before, by the name that its resource has then. */
    Saying renamed(Saying saying) {
        return renaming.map(names -> names.of(saying)).orElse(saying);
    }

    /** Two addresses of a block, without keys. */
    record Renaming(String from, String to) {

        private Saying of(Saying saying) {
            return ResourceAddress.block(saying.resource()).equals(from)
                    ? new Saying(
                            ResourceAddress.parse(saying.resource()).called(to), saying.key(), saying.description())
                    : saying;
        }
    }
}
