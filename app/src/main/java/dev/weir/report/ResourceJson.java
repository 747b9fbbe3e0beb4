package dev.weir.report;

import dev.weir.finding.Subject;
import dev.weir.inventory.Origin;

/** The resource that a finding is about, as an object of the contract; written once for all findings in a row about it. */
final class ResourceJson {

    private static final byte[] GROUP = JsonText.ascii("{\"type\":\"security-group\",\"id\":");
    private static final byte[] INTERFACE = JsonText.ascii("{\"type\":\"network-interface\",\"id\":");

    private static final byte[] NAME = JsonText.ascii("\"name\":");
    private static final byte[] ARN = JsonText.ascii("\"arn\":");

    private final JsonText json;
    private final boolean inFile;
    private final JsonText.Stretch before = new JsonText.Stretch();
    private Object subject = this;
    private String account = "";
    private String region = "";
    private String vpc = "";
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

    /** Account, Region and VPC, which stay the same for many resources in a row. */
    private void writePlace(Subject about) {
        String newAccount = about.scope().account().orElse("");
        String newRegion = about.scope().region().orElse("");
        String newVpc = Resources.vpc(about);
        boolean same = place.length > 0 && newAccount.equals(account) && newRegion.equals(region) && newVpc.equals(vpc);
        if (same) {
            json.piece(place);
        } else {
            encodePlace(newAccount, newRegion, newVpc);
        }
    }

    private void encodePlace(String newAccount, String newRegion, String newVpc) {
        int mark = json.mark();
        json.name("account").textOrNull(newAccount);
        json.name("region").textOrNull(newRegion);
        json.name("vpc").textOrNull(newVpc);
        place = json.since(mark);
        account = newAccount;
        region = newRegion;
        vpc = newVpc;
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
