package dev.weir.iac.terraform.patch;

import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.patch.EditedConfiguration.Saying;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
