package dev.weir.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON library merely tokenising the file that is named: the rival of {@link GroupRace}. */
final class Tokenise {

    private Tokenise() {}

    public static void main(String[] arguments) throws IOException {
        long count = 0;
        try (InputStream in = new FileInputStream(arguments[0]);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                count++;
            }
        }
        System.out.println(count + " tokens");
    }
}
