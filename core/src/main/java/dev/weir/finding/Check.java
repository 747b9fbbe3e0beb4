package dev.weir.finding;

/** A check that weir ships, named as Datadog names the rule that it implements. */
public enum Check {
    /** Datadog rule cfd-f0b-f05. */
    OUTBOUND_ACCESS_RESTRICTED("cfd-f0b-f05", "Outbound access on all ports should be restricted");

    private final String id;
    private final String title;

    Check(String id, String title) {
        this.id = id;
        this.title = title;
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }
}
