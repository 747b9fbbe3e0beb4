package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** shellcheck has nothing to say about any exported script, whatever rules are in the plan. */
class ExportShellcheckTest {

    private static final String ODD = "a \"quoted\" $HOME 'x' `id` {;} [=]!* \\ $(team)";

    @TempDir
    Path folder;

    static Stream<Arguments> plans() {
        List<SecurityGroupRule.Known> every = List.of(
                ScriptedGroup.old(Service.ALL, Destination.of(Cidr.ALL_IPV4), "", Map.of()),
                ScriptedGroup.old(Service.ALL, Destination.of(Cidr.ALL_IPV6), ODD, Map.of("why", ODD)),
                ScriptedGroup.old(
                        Service.of(Protocol.ICMP, OptionalInt.of(8), OptionalInt.of(0)),
                        Destination.of(Cidr.parse("10.0.0.0/8")),
                        "",
                        Map.of()),
                ScriptedGroup.old(Service.tcp(443), new Destination.PrefixList("pl-6da54004"), "", Map.of()),
                ScriptedGroup.old(
                        Service.tcp(5432),
                        new Destination.Group("sg-0a1b2c3d", Optional.of("444455556666")),
                        "",
                        Map.of()),
                ScriptedGroup.old(
                        Service.of(Protocol.UDP, PortRange.ALL), Destination.of(Cidr.ALL_IPV4), "", Map.of()));
        return Stream.of(
                Arguments.of("every kind of rule out", every, ScriptedGroup.PLANNED),
                Arguments.of("every kind of rule in", List.of(), every),
                Arguments.of("no rule left", every, List.of()),
                Arguments.of("nothing to do", List.of(), List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void findsNothing(String name, List<SecurityGroupRule.Known> old, List<SecurityGroupRule.Known> result)
            throws IOException, InterruptedException {
        Path shellcheck = Peer.required("shellcheck").program();
        Path scripts = ScriptedGroup.export(ScriptedGroup.plan("sg-0c4d5e6f", old, result), folder);
        List<String> command = new ArrayList<>(
                List.of(shellcheck.toString(), "--norc", "--shell=sh", "--severity=style", "--format=gcc"));
        try (Stream<Path> files = Files.list(scripts)) {
            files.sorted().map(Path::toString).forEach(command::add);
        }
        assertThat(command).hasSize(5 + 4);

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
