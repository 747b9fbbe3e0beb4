package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other SDKs and people spell in their own way, and lists that cannot be whole, are not taken for absent. */
class OtherSpellingsTest {

    @TempDir
    Path folder = Path.of("");

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content.replace('\'', '"'));
    }

    private void groups(String... cidrKeys) throws IOException {
        file("groups.json", """
                {'SecurityGroups':[{'GroupId':'sg-1','OwnerId':'111122223333','VpcId':'vpc-1','IpPermissions':[],
                'IpPermissionsEgress':[%s]}]%s}""".formatted("""
                {'IpProtocol':'-1','IpRanges':[],'Ipv6Ranges':[{'CidrIpv6':'::/0'}],'PrefixListIds':[],'UserIdGroupPairs':[]}""", String.join("", cidrKeys)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NextToken", "nextToken", "next_token", "NEXTTOKEN"})
    void aPageIsAPageHoweverItsTokenIsSpelt(String key) throws IOException {
        groups(",'" + key + "':'abc'");

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder)).startsWith("groups.json:2: `" + key + "` is left over");
        assertThat(judged.summary().complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Ipv6Addresses':[null]",
                "'Ipv6Addresses':{}",
                "'Ipv6Addresses':['2001:db8::5']",
                "'Ipv6Addresses':[{'Ipv6Address':'2001:db8::x'}]",
                "'ipv6Addresses':[{'Ipv6Address':'2001:db8::5'}]"
            })
    void addressesThatCannotBeReadAreNotNone(String addresses) throws IOException {
        groups();
        file("rest.json", """
                {'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','OwnerId':'111122223333','VpcId':'vpc-1','SubnetId':'subnet-1',
                 'PrivateIpAddress':'10.0.0.5','Groups':[{'GroupId':'sg-1'}],%s}],
                'RouteTables':[{'RouteTableId':'rtb-1','VpcId':'vpc-1','OwnerId':'111122223333','Associations':[{'Main':true}],
                 'Routes':[{'DestinationIpv6CidrBlock':'::/0','EgressOnlyInternetGatewayId':'eigw-1','State':'active'}]}]}""".formatted(addresses));

        Judged judged = Judged.of(folder);

        assertThat(judged.pathOf("sg-1")).isEqualTo("unknown via [eigw-1]");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void anEmptyListingOfGroupsIsNotWholeWhereAVpcLies() throws IOException {
        file("groups.json", "{'SecurityGroups':[]}");
        file("vpcs.json", "{'Vpcs':[{'VpcId':'vpc-1','OwnerId':'111122223333','CidrBlock':'10.0.0.0/16'}]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder))
                .contains("the listing of security groups is empty, though `vpc-1` lies here");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void anEmptyListingOfGroupsIsWholeWhereNothingElseWasRead() throws IOException {
        file("groups.json", "{'SecurityGroups':[]}");

        assertThat(Judged.of(folder).summary().complete()).isTrue();
    }
}
