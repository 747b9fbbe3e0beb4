package dev.weir.names;

import java.util.Arrays;
import java.util.Locale;

/** How sure it is that an interface connected to a name. */
public enum Certainty {
    /** It had asked for this name, for no other one that led to the address, and less than a day before. */
    CERTAIN,
    /** One name fits, but it was asked longer ago, after the first packet, or by a resolver or another interface of the VPC. */
    LIKELY,
    /** Several names fit. */
    ONE_OF,
    /** No name that was asked for led to the address. */
    NONE;

    /** As JSON has it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of this id */
    public static Certainty parse(String id) {
        return Arrays.stream(values())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown certainty `" + id + "` of a name"));
    }
}
