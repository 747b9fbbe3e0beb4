package dev.weir.codec;

import dev.weir.backtest.DenialChance;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import java.util.Optional;
import java.util.OptionalInt;

/** How likely a denial is, as members of an object, and back. */
public final class ChanceJson {

    /** A hundred years: more is none of flow logs. */
    private static final int MOST_DAYS = 36_525;

    private ChanceJson() {}

    /** A number that nobody can say is null. */
    public static void write(JsonWriter json, DenialChance chance) {
        json.number("horizonDays", DenialChance.HORIZON_DAYS)
                .number("days", chance.days())
                .number("freshDays", chance.freshDays())
                .number("weight", chance.weight());
        chance.stated()
                .ifPresentOrElse(
                        stated -> json.number("probability", stated.probability())
                                .number("low", stated.low())
                                .number("high", stated.high()),
                        () -> json.number("probability", OptionalInt.empty())
                                .number("low", OptionalInt.empty())
                                .number("high", OptionalInt.empty()));
        json.number("confidence", DenialChance.CONFIDENCE);
    }

    /** @throws IllegalArgumentException where the numbers are none that days can have */
    static DenialChance read(JsonObject tree) {
        if (tree.small("days") > MOST_DAYS) {
            throw new IllegalArgumentException("expected at most " + MOST_DAYS + " days, found " + tree.small("days"));
        }
        return new DenialChance(
                tree.small("days"),
                tree.small("freshDays"),
                tree.fraction("weight"),
                tree.has("probability")
                        ? Optional.of(new DenialChance.Stated(
                                tree.fraction("probability"), tree.fraction("low"), tree.fraction("high")))
                        : Optional.empty());
    }
}
