#!/usr/bin/env bash
# moto: revoking an outbound IPv6 rule by its permission returns true and keeps the rule; a batch that is refused is half made.
#
# Guess:   RevokeSecurityGroupEgress treats families alike, as moto's authorize does, and a refused authorize changes nothing.
# Seen:    IpRanges, PrefixListIds and UserIdGroupPairs are revoked; Ipv6Ranges never, alone or beside others, with Return true.
#          Where both stand in one permission only the IPv4 part goes. By SecurityGroupRuleIds the rule goes. An authorize with a
#          new and a known permission ends in InvalidPermission.Duplicate, and the new one is there.
# Matters: tools that narrow ::/0 are tested against moto. One that trusts the answer passes its tests with the rule still open, one
#          that reads back fails for no fault of its own; both want revoking by rule id, which works on EC2 as well.
# Seen with moto 5.2.1 and boto3 1.44.8 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install 'moto[ec2]==5.2.1' boto3==1.44.8 botocore==1.44.8

cat >revoke.py <<'PYTHON'
import boto3, botocore.exceptions, moto

V4 = {"IpRanges": [{"CidrIp": "203.0.113.0/24"}]}
V6 = {"Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}

def permission(port, destinations):
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **destinations}

def listed(group):
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
    return [rule for rule in rules if rule["IsEgress"] and rule["IpProtocol"] == "tcp"]

def left(group):
    return [f"{rule['FromPort']} {rule.get('CidrIpv4') or rule.get('CidrIpv6')}" for rule in listed(group)]

with moto.mock_aws():
    ec2 = boto3.client("ec2", region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]

    def group(name, destinations):
        made = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_egress(GroupId=made, IpPermissions=[permission(443, destinations)])
        return made

    for name, destinations in (("ipv4", V4), ("ipv6", V6), ("both", {**V4, **V6})):
        made = group(name, destinations)
        answer = ec2.revoke_security_group_egress(GroupId=made, IpPermissions=[permission(443, destinations)])
        print(f"{name} by permission: {answer['Return']}, left {left(made)}")
    ids = [rule["SecurityGroupRuleId"] for rule in listed(made)]
    print(f"both by id: {ec2.revoke_security_group_egress(GroupId=made, SecurityGroupRuleIds=ids)['Return']}, left {left(made)}")

    made = group("batch", V4)
    try:
        ec2.authorize_security_group_egress(GroupId=made, IpPermissions=[permission(8443, V4), permission(443, V4)])
    except botocore.exceptions.ClientError as refused:
        print(f"batch: {refused.response['Error']['Code']}, left {left(made)}")
PYTHON
venv/bin/python revoke.py | tee seen

cat >expected <<'TEXT'
ipv4 by permission: True, left []
ipv6 by permission: True, left ['443 2001:db8::/32']
both by permission: True, left ['443 2001:db8::/32']
both by id: True, left []
batch: InvalidPermission.Duplicate, left ['443 203.0.113.0/24', '8443 203.0.113.0/24']
TEXT
diff expected seen || { echo "moto revokes or authorizes outbound rules differently now"; exit 1; }
