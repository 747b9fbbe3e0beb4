package dev.weir.bench;

/** The smallest program there is: what any start of a JVM costs. */
public final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
