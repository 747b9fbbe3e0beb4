package dev.weir.iac.terraform.patch;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Place;
import dev.weir.iac.terraform.ModuleFolders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a value is written for certain blocks alone, so that changing it changes nothing else: every word in the texts that
 * may refer to it stands in these blocks, or in a value of which the same is true. A comment that names it counts, too.
 *
 * @param blocks those of a group and its rules
 */
record OnlyUse(ModuleFolders folders, List<Span> blocks) {

    private static final int DEEPEST = 5;

    boolean holds(Span written, Place place) {
        return holds(written, place, 0);
    }

    private boolean holds(Span written, Place place, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (blocks.stream().anyMatch(block -> block.holds(written))) {
            return true;
        }
        if (place.argument().isEmpty()) {
            return false;
        }
        String name = place.argument().get().name();
        if (place.blocks().isEmpty()) {
            return isReferredToHereOnly("var." + name, depth);
        }
        Block outer = place.blocks().get(0);
        return switch (outer.type()) {
            case "locals" -> isReferredToHereOnly("local." + name, depth);
            case "variable" ->
                name.equals("default")
                        && isReferredToHereOnly("var." + outer.labels().get(0), depth);
            case "module" -> isReferredToHereOnly("var." + name, depth);
            default -> false;
        };
    }

    private boolean isReferredToHereOnly(String reference, int depth) {
        Pattern pattern = Pattern.compile("(?<![\\w.-])" + Pattern.quote(reference) + "(?![\\w-])");
        boolean isReferredTo = false;
        for (SourceText text : folders.texts().values()) {
            Matcher found = pattern.matcher(text.text());
            while (found.find()) {
                Span span = new Span(text, found.start(), found.end());
                Body body = folders.bodies().get(text.name());
                if (body == null) {
                    return false;
                }
                Place place = Place.in(body, found.start());
                if (!holds(span, place, depth + 1)) {
                    return false;
                }
                isReferredTo = true;
            }
        }
        return isReferredTo;
    }
}
