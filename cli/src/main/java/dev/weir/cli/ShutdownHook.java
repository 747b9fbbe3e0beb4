package dev.weir.cli;

/** What is done if this process is ended from outside, until it is closed. */
record ShutdownHook(Thread thread) implements AutoCloseable {

    static ShutdownHook of(String name, Runnable act) {
        Thread thread = new Thread(act, name);
        Runtime.getRuntime().addShutdownHook(thread);
        return new ShutdownHook(thread);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException ending) {
            return; // It is done now.
        }
    }
}
