package dev.weir.peer;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Answers divided into pages by MaxResults and NextToken, within the limits that EC2's service model gives for each call; moto
 * ignores both.
 */
final class XmlPages {

    /**
     * How a call is paged.
     *
     * @param list the element that holds the items
     * @param least the smallest MaxResults that EC2 takes
     * @param most the largest
     */
    private record Paging(String list, int least, int most) {}

    private static final Map<String, Paging> PAGED = Map.of(
            "DescribeSecurityGroups", new Paging("securityGroupInfo", 5, 1000),
            "DescribeSecurityGroupRules", new Paging("securityGroupRuleSet", 5, 1000),
            "DescribeNetworkInterfaces", new Paging("networkInterfaceSet", 5, 1000),
            "DescribeRouteTables", new Paging("routeTableSet", 5, 100),
            "DescribeSubnets", new Paging("subnetSet", 5, 1000),
            "DescribeVpcs", new Paging("vpcSet", 5, 1000),
            "DescribeManagedPrefixLists", new Paging("prefixListSet", 1, 100),
            "GetManagedPrefixListEntries", new Paging("entrySet", 1, 100));

    /** What is left of an answer that was begun. */
    private record Rest(Document answer, int from) {}

    private final Map<String, Rest> rests = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    /** The page that was asked for; the whole answer is fetched for the first. */
    Fault.Answer page(FaultProxy.Call call, int most, Supplier<Fault.Answer> fetch) {
        Paging paging = PAGED.get(call.action());
        if (paging == null) {
            return fetch.get();
        }
        Optional<String> asked = Optional.ofNullable(call.parameters().get("MaxResults"));
        int size = asked.map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        if (asked.isPresent() && (size < paging.least() || size > paging.most())) {
            return Fault.error(
                    call,
                    400,
                    "InvalidParameterValue",
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value from %d to %d."
                            .formatted(size, paging.least(), paging.most()));
        }
        String token = call.parameters().get("NextToken");
        if (token != null) {
            Rest rest = rests.get(token);
            return rest == null
                    ? Fault.error(call, 400, "InvalidParameterValue", "The token is not valid.")
                    : cut(rest, paging.list(), Math.min(size, most));
        }
        Fault.Answer whole = fetch.get();
        return whole.status() == 200
                ? cut(new Rest(parse(whole.body()), 0), paging.list(), Math.min(size, most))
                : whole;
    }

    private Fault.Answer cut(Rest rest, String list, int size) {
        Document page = (Document) rest.answer().cloneNode(true);
        Element root = page.getDocumentElement();
        Optional<Element> items = children(root).stream()
                .filter(child -> child.getNodeName().equals(list))
                .findFirst();
        if (items.isEmpty()) {
            return Fault.Answer.xml(200, write(page));
        }
        List<Element> all = children(items.get());
        int to = (int) Math.min(all.size(), (long) rest.from() + size);
        for (int index = 0; index < all.size(); index++) {
            if (index < rest.from() || index >= to) {
                items.get().removeChild(all.get(index));
            }
        }
        if (to < all.size()) {
            String token = "token-" + tokens.incrementAndGet();
            rests.put(token, new Rest(rest.answer(), to));
            Element next = page.createElementNS(root.getNamespaceURI(), "nextToken");
            next.setTextContent(token);
            root.appendChild(next);
        }
        return Fault.Answer.xml(200, write(page));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (Exception broken) {
            throw new IllegalStateException("moto's answer is not XML: " + xml, broken);
        }
    }

    private static String write(Document document) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
