package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.aws.LiveWorld;
import dev.weir.peer.AwsCli;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans against a live account: what no rule names yet is known too, and a scan pays nothing for it. */
class LivePlanIT {

    private static final String REGION = "eu-west-1";

    @Test
    void prefersAnAwsPrefixListThatNoRuleNamesYet(@TempDir Path folder) throws IOException {
        MotoServer moto = MotoServer.fresh();
        try (FaultProxy proxy = FaultProxy.before(moto.endpoint())) {
            LiveWorld world = LiveWorld.make(moto.endpoint(), REGION);
            AwsCli aws = new AwsCli(moto.endpoint(), REGION);
            String list = aws.ok(
                    "ec2",
                    "describe-managed-prefix-lists",
                    "--query",
                    "PrefixLists[?PrefixListName=='com.amazonaws.eu-west-1.dynamodb'].PrefixListId",
                    "--output",
                    "text");
            String entry = aws.ok(
                    "ec2",
                    "get-managed-prefix-list-entries",
                    "--prefix-list-id",
                    list,
                    "--query",
                    "Entries[0].Cidr",
                    "--output",
                    "text");
            String address = aws.ok(
                    "ec2",
                    "describe-network-interfaces",
                    "--network-interface-ids",
                    world.id("eni-wide"),
                    "--query",
                    "NetworkInterfaces[0].PrivateIpAddress",
                    "--output",
                    "text");
            StringBuilder flows = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport"
                    + " protocol packets bytes start end action log-status\n");
            Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(20, ChronoUnit.DAYS);
            for (int day = 0; day < 20; day++) {
                long at = first.plus(day, ChronoUnit.DAYS).getEpochSecond() + 36_000;
                flows.append("2 %s %s %s %s %d 443 6 9 900 %d %d ACCEPT OK%n"
                        .formatted(
                                MotoServer.ACCOUNT,
                                world.id("eni-wide"),
                                address,
                                entry.substring(0, entry.indexOf('/')),
                                40_000 + day,
                                at,
                                at + 30));
            }
            Path log = Files.writeString(folder.resolve("flows.log"), flows);
            Map<String, String> environment = new HashMap<>(aws.environment());
            environment.put("AWS_ENDPOINT_URL", proxy.endpoint().toString());
            PackagedWeir weir = PackagedWeir.with(environment);

            PackagedWeir.Said plan = weir.run("plan", world.id("open"), "--flows", log.toString(), "--internet", "pin");

            assertThat(plan.exit()).as(plan.err()).isEqualTo(3);
            assertThat(plan.out()).contains("+ tcp 443", list + " com.amazonaws.eu-west-1.dynamodb");

            PackagedWeir.Said observed = weir.run(
                    "observe",
                    log.toString(),
                    "--region",
                    REGION,
                    "--out",
                    folder.resolve("t").toString());

            assertThat(observed.out())
                    .endsWith("next: weir scan --region " + REGION + " --traffic " + folder.resolve("t") + "\n");

            proxy.peace();
            PackagedWeir.Said scan = weir.run("scan");

            assertThat(scan.exit()).isEqualTo(3);
            assertThat(proxy.calls().stream().filter(call -> call.permission().endsWith("GetManagedPrefixListEntries")))
                    .as("two lists are named by rules")
                    .hasSize(2);
        }
    }
}
