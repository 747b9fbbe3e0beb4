package dev.weir.finding;

/** Takes findings one by one, in the order of the input. */
public interface FindingSink {

    void finding(Finding finding);
}
