package dev.weir.cli;

/** A small inventory that shows every kind of verdict, written as the AWS CLI writes it. */
final class World {

    private World() {}

    /** Writes it into the folder and gives the folder's name. */
    static String in(Weir weir) {
        weir.file("acme/111122223333/eu-west-1/describe-security-groups.json", groups());
        weir.file("acme/111122223333/eu-west-1/describe-network-interfaces.json", """
                { "NetworkInterfaces": [
                  { "NetworkInterfaceId": "eni-0001", "OwnerId": "111122223333", "VpcId": "vpc-1", "SubnetId": "subnet-pub",
                    "InterfaceType": "interface", "Description": "", "Groups": [ { "GroupId": "sg-0c4d5e6f" } ],
                    "Attachment": { "InstanceId": "i-0001" },
                    "PrivateIpAddress": "10.0.0.5", "Association": { "PublicIp": "203.0.113.7" },
                    "PrivateIpAddresses": [ { "PrivateIpAddress": "10.0.0.5", "Primary": true, "Association": { "PublicIp": "203.0.113.7" } } ] },
                  { "NetworkInterfaceId": "eni-0002", "OwnerId": "111122223333", "VpcId": "vpc-1", "SubnetId": "subnet-prv",
                    "InterfaceType": "interface", "Description": "", "Groups": [ { "GroupId": "sg-0a1b2c3d" }, { "GroupId": "sg-0e000001" } ],
                    "PrivateIpAddress": "10.0.1.5", "PrivateIpAddresses": [ { "PrivateIpAddress": "10.0.1.5", "Primary": true } ] },
                  { "NetworkInterfaceId": "eni-0003", "OwnerId": "111122223333", "VpcId": "vpc-1", "SubnetId": "subnet-tgw",
                    "InterfaceType": "interface", "Description": "", "Groups": [ { "GroupId": "sg-0d77aa10" } ],
                    "PrivateIpAddress": "10.0.2.5", "PrivateIpAddresses": [ { "PrivateIpAddress": "10.0.2.5", "Primary": true } ] },
                  { "NetworkInterfaceId": "eni-0004", "OwnerId": "111122223333", "VpcId": "vpc-1", "SubnetId": "subnet-prv",
                    "InterfaceType": "interface", "Description": "", "Groups": [ { "GroupId": "sg-0e000002" }, { "GroupId": "sg-0e000003" } ],
                    "PrivateIpAddress": "10.0.1.6", "PrivateIpAddresses": [ { "PrivateIpAddress": "10.0.1.6", "Primary": true } ] } ] }
                """);
        weir.file("acme/111122223333/eu-west-1/describe-route-tables.json", """
                { "RouteTables": [
                  { "RouteTableId": "rtb-pub", "VpcId": "vpc-1", "OwnerId": "111122223333", "Associations": [ { "Main": false, "SubnetId": "subnet-pub", "AssociationState": { "State": "associated" } } ],
                    "Routes": [ { "DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active" }, { "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "State": "active" } ] },
                  { "RouteTableId": "rtb-prv", "VpcId": "vpc-1", "OwnerId": "111122223333", "Associations": [ { "Main": false, "SubnetId": "subnet-prv", "AssociationState": { "State": "associated" } } ],
                    "Routes": [ { "DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active" }, { "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "active" } ] },
                  { "RouteTableId": "rtb-tgw", "VpcId": "vpc-1", "OwnerId": "111122223333", "Associations": [ { "Main": false, "SubnetId": "subnet-tgw", "AssociationState": { "State": "associated" } } ],
                    "Routes": [ { "DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active" }, { "DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-0aa1", "State": "active" } ] } ] }
                """);
        return weir.name("acme");
    }

    private static String groups() {
        return "{ \"SecurityGroups\": [\n"
                + group("sg-0c4d5e6f", "payments-worker", rule("-1", "", "0.0.0.0/0"), rule6("-1", "::/0"))
                + ",\n"
                + group("sg-0a1b2c3d", "web-tier", rule("-1", "", "0.0.0.0/0"), rule("tcp", "443", "10.0.0.0/8"))
                + ",\n"
                + group("sg-0d77aa10", "batch", list("-1", "pl-0123"))
                + ",\n"
                + group("sg-0f10bb02", "ci-runner", rule("tcp", "443", "0.0.0.0/0"))
                + ",\n"
                + group("sg-0e000001", "orders", rule("tcp", "5432", "10.1.0.0/16"), rule("udp", "53", "52.0.0.0/12"))
                + ",\n"
                + group("sg-0e000002", "half", rule("tcp", "443", "32.0.0.0/5"))
                + ",\n"
                + group("sg-0e000003", "other-half", rule("tcp", "443", "72.0.0.0/5"))
                + ",\n"
                + group("sg-0e000004", "closed")
                + "\n] }\n";
    }

    static String group(String id, String name, String... rules) {
        return """
                  { "GroupId": "%s", "GroupName": "%s", "Description": "made for a test", "OwnerId": "111122223333", "VpcId": "vpc-1",
                    "IpPermissions": [], "IpPermissionsEgress": [ %s ] }""".formatted(id, name, String.join(",\n      ", rules));
    }

    static String rule(String protocol, String port, String cidr) {
        String ports = port.isEmpty() ? "" : "\"FromPort\": %s, \"ToPort\": %s, ".formatted(port, port);
        return "{ \"IpProtocol\": \"%s\", %s\"IpRanges\": [ { \"CidrIp\": \"%s\" } ], \"Ipv6Ranges\": [], \"PrefixListIds\": [], \"UserIdGroupPairs\": [] }"
                .formatted(protocol, ports, cidr);
    }

    private static String rule6(String protocol, String cidr) {
        return "{ \"IpProtocol\": \"%s\", \"IpRanges\": [], \"Ipv6Ranges\": [ { \"CidrIpv6\": \"%s\" } ], \"PrefixListIds\": [], \"UserIdGroupPairs\": [] }"
                .formatted(protocol, cidr);
    }

    private static String list(String protocol, String id) {
        return "{ \"IpProtocol\": \"%s\", \"IpRanges\": [], \"Ipv6Ranges\": [], \"PrefixListIds\": [ { \"PrefixListId\": \"%s\" } ], \"UserIdGroupPairs\": [] }"
                .formatted(protocol, id);
    }

    /** One file with these groups. */
    static String file(String... groups) {
        return "{ \"SecurityGroups\": [\n" + String.join(",\n", groups) + "\n] }\n";
    }
}
