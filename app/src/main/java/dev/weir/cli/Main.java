package dev.weir.cli;

/** The `weir` command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        String version = Main.class.getPackage().getImplementationVersion();
        System.out.println("weir " + (version == null ? "(not packaged)" : version));
    }
}
