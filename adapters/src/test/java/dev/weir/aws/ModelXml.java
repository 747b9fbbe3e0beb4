package dev.weir.aws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.utils.builder.Buildable;

/** The SDK's objects as EC2 writes them. */
final class ModelXml {

    private ModelXml() {}

    /** The answer to an action, out of what builds it. */
    static byte[] of(SdkPojo builder, String action) {
        SdkPojo answer = (SdkPojo) ((Buildable) builder).build();
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + action
                + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n    <requestId>r-1</requestId>"
                + inside(answer)
                + "</" + action + "Response>";
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    private static String inside(SdkPojo object) {
        StringBuilder xml = new StringBuilder();
        for (SdkField<?> field : object.sdkFields()) {
            Object value = field.getValueOrDefault(object);
            if (value instanceof List<?> list) {
                if (!(list instanceof SdkAutoConstructList)) {
                    String item =
                            field.getTrait(ListTrait.class).memberFieldInfo().unmarshallLocationName();
                    StringBuilder items = new StringBuilder();
                    list.forEach(each -> items.append("\n  ").append(element(item, each)));
                    xml.append(element(field.unmarshallLocationName(), items));
                }
            } else if (value != null) {
                xml.append("\n ").append(element(field.unmarshallLocationName(), value));
            }
        }
        return xml.toString();
    }

    private static String element(String name, Object value) {
        String inside = value.toString();
        if (value instanceof SdkPojo object) {
            inside = inside(object);
        } else if (value instanceof Instant time) {
            inside = time.toString().replace("Z", ".000Z");
        } else if (!(value instanceof StringBuilder)) {
            inside = inside.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;");
        }
        return inside.isEmpty() ? "<" + name + "/>" : "<" + name + ">" + inside + "</" + name + ">";
    }
}
