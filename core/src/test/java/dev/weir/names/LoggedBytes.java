package dev.weir.names;

import dev.weir.flow.FlowObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** An object of a query log in memory. */
record LoggedBytes(String name, byte[] content) implements FlowObject {

    static LoggedBytes of(String text) {
        return new LoggedBytes("queries.log", text.getBytes(StandardCharsets.UTF_8));
    }

    LoggedBytes named(String other) {
        return new LoggedBytes(other, content);
    }

    LoggedBytes packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new LoggedBytes(name + ".gz", bytes.toByteArray());
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public InputStream open(long offset) {
        return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
    }

    /** One line as AWS writes it. */
    static String line(String at, String vpc, String source, String name, String answers) {
        return """
                {"version":"1.100000","account_id":"111122223333","region":"eu-west-1","vpc_id":"%s",\
                "query_timestamp":"%s","query_name":"%s.","query_type":"A","query_class":"IN","rcode":"NOERROR",\
                "answers":[%s],"srcaddr":"%s","srcport":"40123","transport":"UDP","srcids":{"instance":"i-0a1b"}}""".formatted(vpc, at, name, answers, source);
    }

    static String address(String address) {
        return "{\"Rdata\":\"%s\",\"Type\":\"%s\",\"Class\":\"IN\"}"
                .formatted(address, address.indexOf(':') < 0 ? "A" : "AAAA");
    }

    static String alias(String name) {
        return "{\"Rdata\":\"%s.\",\"Type\":\"CNAME\",\"Class\":\"IN\"}".formatted(name);
    }
}
