package dev.weir.report;

import dev.weir.finding.Subject;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;

/** The resource that a finding is about, as an object of the contract; written once for all findings in a row about it. */
final class ResourceJson {

    private static final byte[] GROUP = JsonText.ascii("{\"type\":\"security-group\",\"id\":");
    private static final byte[] INTERFACE = JsonText.ascii("{\"type\":\"network-interface\",\"id\":");

    private static final byte[] NAME = JsonText.ascii("\"name\":");
    private static final byte[] VPC = JsonText.ascii("\"vpc\":");
    private static final byte[] ARN = JsonText.ascii("\"arn\":");

    private final JsonText json;
    private final boolean inFile;
    private final JsonText.Stretch before = new JsonText.Stretch();
    private Object subject = this;
    private Scope scope = Scope.UNKNOWN;
    private byte[] place = {};
    private String file = "";
    private byte[] fileAndLine = {};

    ResourceJson(JsonText json, Run run) {
        this.json = json;
        inFile = run.access() == Run.Access.OFFLINE;
    }

    void write(Subject about) {
        Object identity = Resources.identity(about);
        if (Identity.same(identity, subject) && json.repeat(before)) {
            return;
        }
        int mark = json.mark();
        json.piece(about instanceof Subject.Group ? GROUP : INTERFACE);
        json.text(about.id());
        json.piece(NAME).textOrNull(Resources.name(about));
        writePlace(about);
        json.piece(ARN).textOrNull(Resources.arn(about));
        writeFile(about.origin());
        json.endObject();
        json.remember(before, mark);
        subject = identity;
    }

    /** Account and Region, which stay the same for many resources in a row, and the VPC. */
    private void writePlace(Subject about) {
        Scope newScope = about.scope();
        if (place.length > 0 && (Identity.same(newScope, scope) || newScope.equals(scope))) {
            json.piece(place);
        } else {
            encodePlace(newScope);
        }
        json.piece(VPC).textOrNull(Resources.vpc(about));
    }

    private void encodePlace(Scope newScope) {
        int mark = json.mark();
        json.name("account").textOrNull(newScope.account().orElse(""));
        json.name("region").textOrNull(newScope.region().orElse(""));
        place = json.since(mark);
        scope = newScope;
    }

    private void writeFile(Origin origin) {
        if (fileAndLine.length == 0 || !origin.place().equals(file)) {
            encodeFile(origin);
        } else {
            json.piece(fileAndLine);
        }
        if (inFile && origin.line().isPresent()) {
            json.number(origin.line().getAsLong());
        } else {
            json.nothing();
        }
    }

    private void encodeFile(Origin origin) {
        int mark = json.mark();
        json.name("address").nothing();
        json.name("file").textOrNull(inFile && !origin.isCall() ? origin.place() : "");
        json.name("line");
        fileAndLine = json.since(mark);
        file = origin.place();
    }
}
