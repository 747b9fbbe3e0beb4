package dev.weir.aws;

import dev.weir.organization.Account;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which accounts are meant. */
public sealed interface AccountChoice {

    /** Gives what {@code these} or {@code members} makes of the choice. */
    <R> R match(Function<List<Account>, R> these, Function<List<String>, R> members);

    /** Those of a list. */
    record These(List<Account> accounts) implements AccountChoice {

        public These {
            accounts = List.copyOf(accounts);
        }

        @Override
        public <R> R match(Function<List<Account>, R> these, Function<List<String>, R> members) {
            return these.apply(accounts);
        }
    }

    /**
     * The members of the caller's organization.
     *
     * @param units the organizational units, or roots, whose members are meant, those of units below included; none for all
     */
    record MembersOf(List<String> units) implements AccountChoice {

        private static final Pattern UNIT = Pattern.compile("r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

        /** @throws IllegalArgumentException naming what can be no unit (Organizations API reference, ListAccountsForParent) */
        public MembersOf {
            units = List.copyOf(units);
            for (String unit : units) {
                if (!UNIT.matcher(unit).matches()) {
                    throw new IllegalArgumentException(
                            "`--ou` takes the id of an organizational unit such as `ou-ab12-cd34ef56`, found `" + unit
                                    + "`");
                }
            }
        }

        @Override
        public <R> R match(Function<List<Account>, R> these, Function<List<String>, R> members) {
            return members.apply(units);
        }
    }
}
