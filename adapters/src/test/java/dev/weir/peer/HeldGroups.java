package dev.weir.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** An account with one thing of each kind that keeps a security group without an interface, made by AWS's own Python SDK. */
public final class HeldGroups {

    /** An answer with nothing in it to the one call that moto does not know, DescribeSecurityGroupVpcAssociations. */
    public static final Fault NO_ASSOCIATIONS = call -> Optional.of(new Fault.Answer(
            200,
            "text/xml",
            "<DescribeSecurityGroupVpcAssociationsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                    + "<securityGroupVpcAssociationSet/></DescribeSecurityGroupVpcAssociationsResponse>"));

    private HeldGroups() {}

    /**
     * Fills an account, and saves what lists its things as the AWS CLI would.
     *
     * @param folder where to
     * @return the ids of the groups, by what holds them
     */
    public static Map<String, String> make(URI endpoint, String region, Path folder) {
        Path python = PythonPeers.required().program("python");
        try (InputStream script = Objects.requireNonNull(
                HeldGroups.class.getResourceAsStream("/peers/holders.py"), "the script that makes them")) {
            Process process = new ProcessBuilder(
                            python.toString(), "-W", "ignore", "-", endpoint.toString(), region, folder.toString())
                    .redirectErrorStream(true)
                    .start();
            script.transferTo(process.getOutputStream());
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new AssertionError("the account cannot be filled: " + said);
            }
            Map<String, String> groups = new TreeMap<>();
            JsonMapper.shared()
                    .readTree(said)
                    .properties()
                    .forEach(
                            group -> groups.put(group.getKey(), group.getValue().asString()));
            return groups;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
