package dev.weir.iac.hcl;

/** An expression that has no value, as Terraform would say too: an index behind the end, a key that is not there. */
public final class WrongExpression extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A sentence without full stop; there is no stack, since {@code try} makes a habit of them. */
    public WrongExpression(String sentence) {
        super(sentence, null, false, false);
    }
}
