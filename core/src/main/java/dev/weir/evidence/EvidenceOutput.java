package dev.weir.evidence;

/** Takes evidence as a sequence of numbers and texts, in an order that depends on nothing but the evidence. */
public interface EvidenceOutput {

    /** A number, read back as the same 64 bits; small ones should be short. */
    void number(long value);

    void text(String text);
}
