package dev.weir.aws;

import dev.weir.remediation.ReadAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A read on which the rest depends was not answered, or not whole. */
final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ReadAnswer.Hope hope;
    private final String sentence;

    private NoAnswer(String action, Failure failure) {
        super(failure.sentence());
        this.sentence = action + ": " + failure.sentence();
        this.hope = failure.hope();
    }

    /**
     * Everything that a call lists.
     *
     * @param action such as {@code ec2:DescribeVpcs}
     * @throws NoAnswer if a page of it was not answered
     */
    static <T> List<T> unlessAll(String action, Function<Optional<String>, Pages.Page<T>> call) {
        Pages<T> pages = Calls.pages(action, call);
        if (!pages.isWhole()) {
            throw new NoAnswer(action, pages.failure().orElseThrow());
        }
        return pages.items();
    }

    <T> ReadAnswer<T> answer() {
        return new ReadAnswer.Unanswered<>(hope, sentence);
    }
}
