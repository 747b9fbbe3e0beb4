package dev.weir.iac.cloudformation;

import dev.weir.iac.RuleDeclaration;
import dev.weir.iac.Value;
import java.util.Optional;

/** What a stack can learn of stacks beside it, and what it does to their groups. */
interface OtherStacks {

    /** None are known. */
    OtherStacks NONE = new OtherStacks() {
        @Override
        public Optional<Value> exported(String name, Stack asking) {
            return Optional.empty();
        }

        @Override
        public Optional<Value> output(String stackName, String output, Optional<String> region, Stack asking) {
            return Optional.empty();
        }

        @Override
        public boolean take(RuleDeclaration rule) {
            return false;
        }
    };

    /** What another stack exports under this name. */
    Optional<Value> exported(String name, Stack asking);

    /**
     * An output of another stack.
     *
     * @param region where that stack is, if it is said
     */
    Optional<Value> output(String stackName, String output, Optional<String> region, Stack asking);

    /** Whether the group of a rule is one of another stack, which then has the rule too. */
    boolean take(RuleDeclaration rule);
}
