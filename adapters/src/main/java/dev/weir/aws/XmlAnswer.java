package dev.weir.aws;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An answer of the Query protocol as a JSON tree, as far as it can be told without the service's model: what repeats is an array,
 * what has no elements is a text.
 */
final class XmlAnswer {

    private static final int DEEPEST = 100;
    private static final int NO_LINE = 1;
    private static final XMLInputFactory READERS = readers();

    private XmlAnswer() {}

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** An element: its text, or what is inside of it. */
    record XmlElement(String name, String text, List<XmlElement> inside) {

        Optional<XmlElement> first(String wanted) {
            return inside.stream()
                    .filter(element -> element.name.equals(wanted))
                    .findFirst();
        }

        JsonValue value() {
            if (inside.isEmpty()) {
                return new JsonValue.Text(text.strip(), NO_LINE);
            }
            return inside.stream().allMatch(element -> element.name.equals("member")) ? array() : object();
        }

        JsonValue array() {
            return new JsonValue.Array(inside.stream().map(XmlElement::value).toList(), NO_LINE);
        }

        JsonObject object() {
            Map<String, List<JsonValue>> values = new LinkedHashMap<>();
            inside.forEach(element -> values.computeIfAbsent(element.name, unused -> new ArrayList<>())
                    .add(element.value()));
            Map<String, JsonValue> members = new LinkedHashMap<>();
            values.forEach((key, all) ->
                    members.put(key, all.size() == 1 ? all.get(0) : new JsonValue.Array(List.copyOf(all), NO_LINE)));
            return JsonObject.of(members, NO_LINE);
        }
    }

    /**
     * The result of an action, of which {@code list} is an array however many elements it has.
     *
     * @throws IllegalArgumentException if this is not the whole answer to that action
     */
    static JsonObject of(byte[] xml, String action, String list) {
        XmlElement answer = parsed(xml);
        XmlElement result = answer.first(action + "Result")
                .filter(found -> answer.name().equals(action + "Response"))
                .orElseThrow(() -> new IllegalArgumentException("it is no answer to " + action));
        Map<String, JsonValue> members = new LinkedHashMap<>(result.object().members());
        result.first(list).ifPresent(found -> members.put(list, found.array()));
        return JsonObject.of(members, NO_LINE);
    }

    /** {@code AccessDenied: you may not}, of an error; empty where it is none. */
    static Optional<String[]> error(byte[] xml) {
        try {
            XmlElement answer = parsed(xml);
            return Optional.of(answer)
                    .filter(root -> root.name().equals("Error"))
                    .or(() -> answer.first("Error"))
                    .or(() -> answer.first("Errors").flatMap(all -> all.first("Error")))
                    .map(error -> new String[] {
                        error.first("Code").map(XmlElement::text).orElse("").strip(),
                        error.first("Message").map(XmlElement::text).orElse("").strip()
                    });
        } catch (IllegalArgumentException noXml) {
            return Optional.empty();
        }
    }

    /**
     * The element that the text is.
     *
     * @throws IllegalArgumentException if it is not XML, to its end
     */
    static XmlElement parsed(byte[] xml) {
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (!reader.hasNext()) {
                    throw new IllegalArgumentException("it is empty");
                }
            }
            XmlElement root = element(reader, 1);
            while (reader.hasNext()) {
                reader.next(); // what follows must be well-formed, too
            }
            return root;
        } catch (XMLStreamException broken) {
            throw new IllegalArgumentException("it is not XML: " + broken.getMessage(), broken);
        }
    }

    private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested more than " + DEEPEST + " elements deep");
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<XmlElement> inside = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> inside.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, text.toString(), inside);
                }
                default -> {} // comments and the like
            }
        }
    }
}
