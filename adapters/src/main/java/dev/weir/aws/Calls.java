package dev.weir.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Paginated calls, made to their last page or to the first failure.
 *
 * <p>By hand and not by the SDK's paginators, because those lose the pages before a failure and follow a token that comes round
 * again for ever.
 */
final class Calls {
    private Calls() {}

    /** What no call takes at once, in parts that one does. */
    static <T> List<List<T>> portions(Collection<T> values, int most) {
        List<T> all = List.copyOf(values);
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            portions.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return portions;
    }

    /**
     * Every page of a call.
     *
     * @param action such as {@code ec2:DescribeVpcs}
     * @param call asks for the page of a token, or for the first
     */
    static <T> Pages<T> pages(String action, Function<Optional<String>, Pages.Page<T>> call) {
        return pages(call, failed -> Failure.of(failed, action));
    }

    /** The same, with words of its own for what failed. */
    static <T> Pages<T> pages(
            Function<Optional<String>, Pages.Page<T>> call, Function<RuntimeException, Failure> failure) {
        List<T> items = new ArrayList<>();
        return each(call, items::addAll, failure)
                .map(failed -> Pages.cutShort(items, failed))
                .orElseGet(() -> Pages.whole(items));
    }

    /** The same, each page handed on as it comes and let go; why it is not whole, where it is not. */
    static <T> Optional<Failure> each(
            Function<Optional<String>, Pages.Page<T>> call,
            Consumer<List<T>> taker,
            Function<RuntimeException, Failure> failure) {
        Set<String> tokens = new HashSet<>();
        Optional<String> token = Optional.empty();
        do {
            Pages.Page<T> page;
            try {
                page = call.apply(token);
            } catch (SdkException | NoCredentials failed) {
                return Optional.of(failure.apply(failed));
            }
            taker.accept(page.items());
            token = page.next();
            if (token.isPresent() && !tokens.add(token.get())) {
                return Optional.of(new Failure(
                        Failure.Kind.GARBLED,
                        "the same NextToken came twice, so the pages would never end; help: check `--endpoint-url`"));
            }
        } while (token.isPresent());
        return Optional.empty();
    }
}
