package dev.weir.evidence;

/** Gives back what an {@link EvidenceOutput} took; both throw {@link IllegalArgumentException} when there is nothing left. */
public interface EvidenceInput {

    /**
     * Which version of the layout it is: 1, in which an entry names up to 64 opposite ports, 2, in which up to 16, or 3, which
     * tells the hours and fields of unusable records.
     */
    int version();

    long number();

    String text();

    /**
     * A number in this range.
     *
     * @throws IllegalArgumentException if it is not
     */
    default long number(long least, long most) {
        long number = number();
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "found the number %d where one from %d to %d is expected".formatted(number, least, most));
        }
        return number;
    }
}
