package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.Pushes;
import dev.weir.files.Formats;
import dev.weir.files.InventoryFiles;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an EC2 answer says does not depend on what carried it: files of the AWS CLI and the live account say the same. */
class FileAndLiveTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Scope DUBLIN = Scope.of("111122223333", "eu-west-1");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'IpProtocol':'-1','IpRanges':[{'CidrIp':'0.0.0.0/0'}],'Ipv6Ranges':[{'CidrIpv6':'::/0'}],'PrefixListIds':[],'UserIdGroupPairs':[]}",
                "{'IpProtocol':'-1','IpRanges':[],'Ipv6Ranges':[],'PrefixListIds':[],'UserIdGroupPairs':[]}",
                "{'IpProtocol':'-1'}",
                "{'IpProtocol':'tcp','FromPort':1,'ToPort':70000,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]}",
                "{'IpProtocol':'tcp','FromPort':60000,'ToPort':70000,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]}",
                "{'IpProtocol':'tcp','FromPort':443,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]}",
                "{'IpProtocol':'tcp','FromPort':500,'ToPort':100,'IpRanges':[{'CidrIp':'0.0.0.0/0'}]}",
                "{'IpRanges':[{'CidrIp':'0.0.0.0/0'}]}",
                "{'IpProtocol':'tpc','FromPort':1,'ToPort':2,'IpRanges':[{'CidrIp':'10.0.0.0/8'}]}",
                "{'IpProtocol':'-1','IpRanges':[{'CidrIp':'300.1.1.1/8'}]}",
                "{'IpProtocol':'-1','IpRanges':[{}]}",
                "{'IpProtocol':'-1','PrefixListIds':[{}],'UserIdGroupPairs':[{}]}",
                "{'IpProtocol':'tcp','FromPort':5432,'ToPort':5432,'UserIdGroupPairs':[{'GroupId':'sg-9','UserId':'444455556666','Description':'db'}]}",
                "{'IpProtocol':'tcp','FromPort':5432,'ToPort':5432,'UserIdGroupPairs':[{'GroupName':'db'}]}",
                "{'IpProtocol':'icmp','FromPort':8,'ToPort':-1,'IpRanges':[{'CidrIp':'10.0.0.1/8','Description':''}]}",
                "{'IpProtocol':'6','FromPort':443,'ToPort':443,'Ipv6Ranges':[{'CidrIpv6':'2001:DB8::1/32','Description':'a'}]}",
            })
    void sayTheSameOfAPermission(String permission) throws IOException {
        ObjectNode answer = answer("""
                {'SecurityGroups':[{'GroupId':'sg-1','GroupName':'web','OwnerId':'111122223333','VpcId':'vpc-1',
                 'SecurityGroupArn':'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
                 'IpPermissions':[%s],'IpPermissionsEgress':[%s]}]}""".formatted(permission, permission));

        assertThat(fromFiles(answer)).isEqualTo(live(answer)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'GroupId':'sg-1'}",
                "{'GroupId':'sg-1','IpPermissions':[]}",
                "{'GroupId':'sg-1','IpPermissionsEgress':[],'Tags':[{'Key':'Name','Value':'x'},{'Key':'k'}]}",
                "{'GroupId':'sg-1','GroupName':'','Description':'','IpPermissions':[],'IpPermissionsEgress':[]}",
            })
    void sayTheSameOfAGroup(String group) throws IOException {
        ObjectNode answer = answer("{'SecurityGroups':[" + group + "]}");

        assertThat(fromFiles(answer)).isEqualTo(live(answer)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'CidrIpv4':'0.0.0.0/0'",
                "'CidrIpv4':'300.0.0.0/0'",
                "'CidrIpv6':'::/0','Description':'x','Tags':[{'Key':'k','Value':'v'}]",
                "'PrefixListId':'pl-1'",
                "'ReferencedGroupInfo':{'GroupId':'sg-9','UserId':'444455556666'}",
                "'ReferencedGroupInfo':{}",
                "'Description':'nowhere'",
                "'CidrIpv4':'0.0.0.0/0','PrefixListId':'pl-1'",
            })
    void sayTheSameOfAListedRule(String destination) throws IOException {
        for (String direction : List.of("'IsEgress':true,", "'IsEgress':false,", "")) {
            ObjectNode answer = answer("""
                    {'SecurityGroupRules':[{'SecurityGroupRuleId':'sgr-1','GroupId':'sg-1','GroupOwnerId':'111122223333',%s
                     'IpProtocol':'tcp','FromPort':443,'ToPort':444,%s}]}""".formatted(direction, destination));

            assertThat(fromFiles(answer)).isEqualTo(live(answer)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Associations':[{'Main':true}],'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1','State':'active'}]",
                "'Associations':[{'Main':true,'AssociationState':{'State':'failed'}},{'SubnetId':'subnet-1','AssociationState':{'State':'failed'}}],'Routes':[]",
                "'Associations':[{'SubnetId':'subnet-1','AssociationState':{'State':'disassociating'}}],'Routes':[]",
                "'Associations':[{'SubnetId':'subnet-1','AssociationState':{'State':'disassociated'}}],'Routes':[]",
                "'Associations':[{'GatewayId':'igw-1','AssociationState':{'State':'associated'}}],'Routes':[]",
                "'Associations':[],'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','OdbNetworkArn':'arn:aws:odb:eu-west-1:111122223333:odb-network/odbnet_1'}]",
                "'Associations':[],'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','InstanceId':'i-1','NetworkInterfaceId':'eni-1'}]",
                "'Associations':[],'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','GatewayId':'local'},{'DestinationIpv6CidrBlock':'::/0','EgressOnlyInternetGatewayId':'eigw-1'}]",
                "'Associations':[],'Routes':[{'DestinationPrefixListId':'pl-1','GatewayId':'vpce-1'},{'DestinationCidrBlock':'10.0.0.0/8','GatewayId':'vpce-2'},{'DestinationCidrBlock':'10.1.0.0/16','GatewayId':'xyz-1'}]",
                "'Associations':[],'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1','State':'blackhole'}]",
                "'Associations':[],'Routes':[{'DestinationCidrBlock':'300.0.0.0/0','NatGatewayId':'nat-1'},{'NatGatewayId':'nat-2'}]",
                "'Associations':[],'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','CoreNetworkArn':'arn:aws:networkmanager::111122223333:core-network/c-1'},{'DestinationCidrBlock':'0.0.0.0/1'}]",
                "'Associations':[],'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','DestinationPrefixListId':'pl-1','TransitGatewayId':'tgw-1'}]",
                "'Associations':[]",
                "'Routes':[]",
            })
    void sayTheSameOfARouteTable(String table) throws IOException {
        ObjectNode answer = answer(
                "{'RouteTables':[{'RouteTableId':'rtb-1','VpcId':'vpc-1','OwnerId':'111122223333'," + table + "}]}");

        assertThat(fromFiles(answer)).isEqualTo(live(answer)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Groups':[{'GroupId':'sg-1','GroupName':'a'},{'GroupId':'sg-2'}],'PrivateIpAddress':'10.0.0.1','PrivateIpAddresses':[{'Primary':true,'PrivateIpAddress':'10.0.0.1','Association':{'PublicIp':'203.0.113.1'}},{'Primary':false,'PrivateIpAddress':'10.0.0.2'}],'Association':{'PublicIp':'203.0.113.1'}",
                "'Groups':[],'PrivateIpAddresses':[{'Primary':false,'PrivateIpAddress':'10.0.0.2'},{'Primary':true,'PrivateIpAddress':'10.0.0.1'}],'PrivateIpAddress':'10.0.0.1'",
                "'PrivateIpAddress':'10.0.0.1','Association':{'PublicIp':'203.0.113.1'},'Attachment':{'InstanceId':'i-1'},'RequesterManaged':true,'InterfaceType':'nat_gateway','Description':'d'",
                "'Groups':[{'GroupId':'sg-1'},{'GroupId':'sg-1'}],'Ipv6Addresses':[{'Ipv6Address':'2001:db8::1'}],'Ipv4Prefixes':[{'Ipv4Prefix':'10.0.1.0/28'}],'Ipv6Prefixes':[{'Ipv6Prefix':'2001:db8:1::/80'}],'TagSet':[{'Key':'Name','Value':'x'}]",
                "'Groups':[{'GroupName':'no id'}],'PrivateIpAddress':'10.0.0.300'",
                "'Groups':[],'VpcId':'vpc-1','SubnetId':'subnet-1','AvailabilityZone':'eu-west-1b'",
            })
    void sayTheSameOfAnInterface(String eni) throws IOException {
        ObjectNode answer =
                answer("{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','OwnerId':'111122223333'," + eni + "}]}");

        assertThat(fromFiles(answer)).isEqualTo(live(answer)).isNotEmpty();
    }

    @Test
    void sayTheSameOfSubnetsAndVpcs() throws IOException {
        ObjectNode answer = answer("""
                {'Subnets':[
                  {'SubnetId':'subnet-1','VpcId':'vpc-1','OwnerId':'444455556666','CidrBlock':'10.0.0.0/24','Tags':[{'Key':'Name','Value':'a'}],
                   'Ipv6CidrBlockAssociationSet':[{'Ipv6CidrBlock':'2001:db8::/64','Ipv6CidrBlockState':{'State':'associated'}},
                    {'Ipv6CidrBlock':'2001:db8:1::/64','Ipv6CidrBlockState':{'State':'disassociated'}}]},
                  {'SubnetId':'subnet-2','CidrBlock':'10.0.300.0/24'}],
                 'Vpcs':[
                  {'VpcId':'vpc-1','OwnerId':'444455556666','IsDefault':true,'CidrBlock':'10.0.0.0/16',
                   'CidrBlockAssociationSet':[{'CidrBlock':'10.0.0.0/16','CidrBlockState':{'State':'associated'}},
                    {'CidrBlock':'10.1.0.0/16','CidrBlockState':{'State':'failed'}},{'CidrBlock':'10.2.0.0/16'}],
                   'Ipv6CidrBlockAssociationSet':[{'Ipv6CidrBlock':'2001:db8::/56'}]},
                  {'VpcId':'vpc-2'}]}""");

        assertThat(fromFiles(answer)).isEqualTo(live(answer)).isNotEmpty();
    }

    @Test
    void sayTheSameOfPrefixLists() throws IOException {
        ObjectNode answer = answer("""
                {'SecurityGroups':[{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':[{'IpProtocol':'-1','PrefixListIds':[
                   {'PrefixListId':'pl-1'},{'PrefixListId':'pl-2'}]}]}],
                 'PrefixLists':[
                  {'PrefixListId':'pl-1','PrefixListName':'com.amazonaws.eu-west-1.s3','OwnerId':'AWS','AddressFamily':'IPv4'},
                  {'PrefixListId':'pl-2','PrefixListName':'x','OwnerId':'111122223333','AddressFamily':'IPv6','MaxEntries':5,'Version':3}]}""");
        Files.writeString(folder.resolve("pl-1.json"), "{\"Entries\":[{\"Cidr\":\"192.0.2.0/24\"}]}");
        Files.writeString(folder.resolve("pl-2.json"), "{\"Entries\":[{\"Cidr\":\"2001:db8::/32\"},{\"Cidr\":\"x\"}]}");
        ObjectNode live = answer.deepCopy();
        ObjectNode entries = live.putObject(AnsweringEc2.ENTRIES);
        entries.set("pl-1", JSON.readTree("[{\"Cidr\":\"192.0.2.0/24\"}]"));
        entries.set("pl-2", JSON.readTree("[{\"Cidr\":\"2001:db8::/32\"},{\"Cidr\":\"x\"}]"));

        assertThat(fromFiles(answer)).isEqualTo(live(live)).isNotEmpty();
    }

    /** Fields left out, emptied and replaced at random: whatever remains, both read alike. */
    @Test
    void sayTheSameOfWhateverAnAnswerLacks() throws IOException {
        ObjectNode whole = answer("""
                {'SecurityGroups':[{'GroupId':'sg-1','GroupName':'web','Description':'d','OwnerId':'111122223333','VpcId':'vpc-1',
                   'IpPermissions':[{'IpProtocol':'tcp','FromPort':22,'ToPort':22,'IpRanges':[{'CidrIp':'10.0.0.0/8','Description':'x'}]}],
                   'IpPermissionsEgress':[{'IpProtocol':'-1','IpRanges':[{'CidrIp':'0.0.0.0/0'}],'Ipv6Ranges':[{'CidrIpv6':'::/0'}],
                     'PrefixListIds':[{'PrefixListId':'pl-1'}],'UserIdGroupPairs':[{'GroupId':'sg-2','UserId':'444455556666'}]}],
                   'Tags':[{'Key':'Name','Value':'x'}]}],
                 'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','OwnerId':'111122223333','Groups':[{'GroupId':'sg-1'}],
                   'VpcId':'vpc-1','SubnetId':'subnet-1','InterfaceType':'interface','PrivateIpAddress':'10.0.0.1',
                   'PrivateIpAddresses':[{'Primary':true,'PrivateIpAddress':'10.0.0.1','Association':{'PublicIp':'203.0.113.1'}}],
                   'Ipv6Addresses':[{'Ipv6Address':'2001:db8::1'}]}],
                 'RouteTables':[{'RouteTableId':'rtb-1','VpcId':'vpc-1','OwnerId':'111122223333',
                   'Associations':[{'Main':true,'AssociationState':{'State':'associated'}},{'SubnetId':'subnet-1'}],
                   'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1','State':'active'},
                     {'DestinationIpv6CidrBlock':'::/0','EgressOnlyInternetGatewayId':'eigw-1'}]}],
                 'Subnets':[{'SubnetId':'subnet-1','VpcId':'vpc-1','OwnerId':'111122223333','CidrBlock':'10.0.0.0/24'}],
                 'Vpcs':[{'VpcId':'vpc-1','OwnerId':'111122223333','IsDefault':false,'CidrBlock':'10.0.0.0/16',
                   'CidrBlockAssociationSet':[{'CidrBlock':'10.0.0.0/16','CidrBlockState':{'State':'associated'}}]}]}""");
        for (long seed = 1; seed <= 400; seed++) {
            ObjectNode answer = whole.deepCopy();
            SplittableRandom random = new SplittableRandom(seed);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                change(answer, random);
            }

            assertThat(fromFiles(answer)).as("seed %d: %s", seed, answer).isEqualTo(live(answer));
        }
    }

    private static void change(ObjectNode answer, SplittableRandom random) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(answer, objects);
        objects.remove(answer);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>(object.propertyNames());
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = object.get(name);
        if (random.nextBoolean() || name.endsWith("TableId") || name.endsWith("InterfaceId")) {
            if (!name.equals("GroupId")
                    && !name.equals("VpcId")
                    && !name.equals("SubnetId")
                    && !name.endsWith("TableId")
                    && !name.endsWith("InterfaceId")) {
                object.remove(name);
            }
        } else if (value.isArray()) {
            object.set(name, JSON.createArrayNode());
        } else if (value.isNumber()) {
            object.put(name, random.nextInt(-2, 80_000));
        } else if (value.isString() && !name.endsWith("Id")) {
            object.put(name, "x" + random.nextInt(100));
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> into) {
        if (node instanceof ObjectNode object) {
            into.add(object);
        }
        node.valueStream().forEach(child -> collect(child, into));
    }

    private static ObjectNode answer(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    /** The answer as the CLI saves it, each call in a file of its own. */
    private List<String> fromFiles(ObjectNode answer) throws IOException {
        Path region = Files.createDirectories(folder.resolve("111122223333/eu-west-1"));
        try (Stream<Path> before = Files.list(region)) {
            for (Path file : before.toList()) {
                Files.delete(file);
            }
        }
        for (String call : answer.propertyNames()) {
            ObjectNode one = JSON.createObjectNode();
            one.set(call, answer.get(call));
            Files.writeString(region.resolve(call + ".json"), one.toString());
        }
        List<Path> sources = new ArrayList<>(List.of(region));
        for (String entries : List.of("pl-1.json", "pl-2.json")) {
            if (Files.exists(folder.resolve(entries))) {
                sources.add(folder.resolve(entries));
            }
        }
        Pushes pushes = new Pushes();
        InventoryFiles.of(sources, Formats.ALL).read(pushes);
        return said(pushes);
    }

    /** The same answer out of the SDK's objects. */
    private static List<String> live(ObjectNode answer) {
        Pushes pushes = new Pushes();
        RegionInventory region = new RegionReader(
                        new AnsweringEc2(answer),
                        failure -> {
                            throw new AssertionError("holders were asked for");
                        },
                        DUBLIN,
                        AwsOptions.DEFAULT)
                .read(Instant.EPOCH);
        region.push(pushes);
        return said(pushes);
    }

    /** All that was said of things, wherever it was read and however the trouble with it is worded. */
    private static List<String> said(Pushes pushes) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Object thing : pushes.things) {
            if (thing instanceof SecurityGroup group) {
                said.put(group.id(), said(group));
            } else if (thing instanceof List<?> versions) {
                said.put(
                        "versions",
                        versions.stream()
                                .map(version -> said((SecurityGroup) version))
                                .toList()
                                .toString());
            } else if (thing instanceof NetworkInterface eni) {
                said.put(
                        eni.id(),
                        "%s %s %s %s %s %s %s %s %s %s %s %s %s"
                                .formatted(
                                        eni.id(),
                                        eni.groups(),
                                        eni.groupsRead(),
                                        eni.vpc(),
                                        eni.subnet(),
                                        eni.type(),
                                        eni.description(),
                                        eni.instance(),
                                        eni.requesterManaged(),
                                        eni.addresses(),
                                        eni.prefixes(),
                                        eni.publicAddresses(),
                                        eni.tags()));
            } else if (thing instanceof RouteTable table) {
                said.put(
                        table.id(),
                        "%s %s %s %s %s"
                                .formatted(table.id(), table.vpc(), table.main(), table.subnets(), table.routes()));
            } else if (thing instanceof Subnet subnet) {
                said.put(
                        subnet.id(),
                        "%s %s %s %s %s"
                                .formatted(subnet.scope(), subnet.id(), subnet.vpc(), subnet.name(), subnet.cidrs()));
            } else if (thing instanceof Vpc vpc) {
                said.put(
                        vpc.id(),
                        "%s %s %s %s %s".formatted(vpc.scope(), vpc.id(), vpc.name(), vpc.isDefault(), vpc.cidrs()));
            } else if (thing instanceof ManagedPrefixList list && list.reading() != ManagedPrefixList.Extent.NOT_READ) {
                said.put(
                        list.id(),
                        "%s %s %s %s %s %s %s %s %s"
                                .formatted(
                                        list.scope().region(),
                                        list.id(),
                                        list.name(),
                                        list.awsManaged(),
                                        list.family(),
                                        list.maxEntries(),
                                        list.version(),
                                        list.entries(),
                                        list.reading()));
            }
        }
        return said.values().stream().sorted().toList();
    }

    private static String said(SecurityGroup group) {
        return "%s %s %s %s %s %s %s %s"
                .formatted(
                        group.scope(),
                        group.id(),
                        group.name(),
                        group.description(),
                        group.vpc(),
                        rules(group.outbound()),
                        rules(group.inbound()),
                        group.tags());
    }

    private static List<String> rules(List<SecurityGroupRule> rules) {
        return rules.stream()
                .map(rule ->
                        rule.match(Object::toString, unresolved -> unresolved.id() + " at most " + unresolved.bound()))
                .toList();
    }
}
