package dev.weir.remediation;

/** Decides what the world does: 0 is what it does on a good day. */
interface Choices {
    int choose(int options);
}
