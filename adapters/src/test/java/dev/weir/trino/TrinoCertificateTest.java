package dev.weir.trino;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a secret is told over https: who shows a certificate that this Java trusts, in a process of its own. */
class TrinoCertificateTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder = Path.of("");

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.strip();
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private void keytool(String words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java("keytool")));
        command.addAll(List.of(words.replace("FOLDER", folder.toString()).split(" ")));
        command.addAll(List.of("-alias", "trino", "-storepass", PASSWORD));
        run(command);
    }

    /** A certificate that signs itself, of this name, and trust stores that hold it. */
    private SSLContext certificate(String name) throws IOException, InterruptedException, GeneralSecurityException {
        keytool("-genkeypair -keyalg EC -dname CN=trino -ext san=" + name + " -keystore FOLDER/key.p12");
        keytool("-exportcert -rfc -file FOLDER/ca.pem -keystore FOLDER/key.p12");
        keytool("-importcert -noprompt -file FOLDER/ca.pem -keystore FOLDER/trust.jks -storetype JKS");
        keytool("-importcert -noprompt -file FOLDER/ca.pem -keystore FOLDER/trust.p12 -storetype PKCS12");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("key.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private String asked(ScriptedTrino trino, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java("java")));
        for (String option : options) {
            command.add("-Djavax.net.ssl." + option.replace("FOLDER", folder.toString()));
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), AskingTrino.class.getName(), trino.address()));
        return run(command);
    }

    @Test
    void tellsNothingToWhoIsNotTrusted() throws Exception {
        try (ScriptedTrino trino = ScriptedTrino.secured(certificate("ip:127.0.0.1"))) {
            trino.page("", "\"data\": [[\"x\"]]");

            assertThat(asked(trino))
                    .contains("shows a certificate that is not trusted here (PKIX path building failed")
                    .endsWith(
                            "; help: if an authority of your own signed it, `keytool -importcert -file ca.pem -keystore"
                                    + " trust.jks -storetype JKS`, and set WEIR_JAVA_OPTS=-Djavax.net.ssl.trustStore=trust.jks")
                    .doesNotContain("s3cret");
            assertThat(asked(trino, "trustStore=FOLDER/trust.p12"))
                    .contains("the trust store holds no certificate that can be read")
                    .contains("add -Djavax.net.ssl.trustStorePassword=... to WEIR_JAVA_OPTS");
            assertThat(trino.asked).isEmpty();
            assertThat(asked(trino, "trustStore=FOLDER/trust.jks")).isEqualTo("[x]");
            assertThat(trino.secrets).containsExactly("Bearer s3cret");
        }
    }

    @Test
    void tellsNothingToWhoHasAnotherName() throws Exception {
        try (ScriptedTrino trino = ScriptedTrino.secured(certificate("dns:trino.example.com"))) {
            assertThat(asked(trino, "trustStore=FOLDER/trust.p12", "trustStorePassword=changeit"))
                    .contains("shows a certificate of another name (No subject alternative names")
                    .endsWith("; help: give `--trino` the name that it has");
            assertThat(trino.asked).isEmpty();
        }
    }
}
