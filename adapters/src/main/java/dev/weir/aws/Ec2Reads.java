package dev.weir.aws;

import dev.weir.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What EC2 lists in one Region. */
interface Ec2Reads {

    /** Of the API, in which every member that is read here has its name. */
    String VERSION = "2016-11-15";

    /**
     * One answer, as the AWS CLI would write it.
     *
     * @param action such as {@code DescribeVpcs}
     * @param fields its parameters as the Query protocol names them, such as {@code Filter.1.Value.1}
     * @throws software.amazon.awssdk.core.exception.SdkException if there is none
     */
    JsonObject ask(String action, Map<String, String> fields);

    /** By calls that are signed here, because the client's classes cost more than all that is asked of it. */
    static Ec2Reads by(SignedCalls calls) {
        return (action, fields) ->
                calls.send(ServiceRequest.form(action, VERSION, fields), xml -> Ec2Answer.of(xml, action));
    }

    /** Puts a list of values among the fields, numbered from 1. */
    static void put(Map<String, String> fields, String name, List<String> values) {
        for (int index = 0; index < values.size(); index++) {
            fields.put(name + "." + (index + 1), values.get(index));
        }
    }
}
