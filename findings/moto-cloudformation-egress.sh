#!/usr/bin/env bash
# moto: a CloudFormation stack with outbound rules completes, and the group keeps the rule for all traffic and gets none of them.
#
# Guess:   SecurityGroupEgress of a template is applied like SecurityGroupIngress, or the stack fails.
# Seen:    ingress is applied, egress is ignored without a word: CREATE_COMPLETE, and UPDATE_COMPLETE after a change of it, with the
#          open rule in place. An AWS::EC2::SecurityGroupEgress resource makes no rule either; there Python warns, the stack does not.
# Matters: a test that deploys a narrowed template on moto and asks for the stack's status proves nothing about egress; one that reads
#          the group sees an open one and blames the template.
# Seen with moto 5.2.1 and boto3 1.44.8 on Python 3.11, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install 'moto[ec2,cloudformation]==5.2.1' boto3==1.44.8 botocore==1.44.8

cat >deploy.py <<'PYTHON'
import json
import boto3, moto

def rule(side, cidr):
    return {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": cidr, "Description": side}

def template(cidr, inline):
    group = {"GroupDescription": "g", "VpcId": {"Ref": "Vpc"}, "SecurityGroupIngress": [rule("in", "198.51.100.0/24")]}
    resources = {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": group},
    }
    if inline:
        group["SecurityGroupEgress"] = [rule("out", cidr)]
    else:
        outbound = {**rule("out", cidr), "GroupId": {"Fn::GetAtt": ["Group", "GroupId"]}}
        resources["Outbound"] = {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": outbound}
    return json.dumps({"Resources": resources})

with moto.mock_aws():
    session = boto3.Session(region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    stacks, ec2 = session.client("cloudformation"), session.client("ec2")

    def show(name):
        status = stacks.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        (group,) = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": [f"{name}-Group-*"]}])["SecurityGroups"]
        sides = {side: [(each["IpProtocol"], *(cidr["CidrIp"] for cidr in each["IpRanges"])) for each in group[side]]
                 for side in ("IpPermissions", "IpPermissionsEgress")}
        print(name, status, *sides.values())

    stacks.create_stack(StackName="inline", TemplateBody=template("203.0.113.0/24", True))
    show("inline")
    stacks.update_stack(StackName="inline", TemplateBody=template("192.0.2.0/24", True))
    show("inline")
    stacks.create_stack(StackName="resource", TemplateBody=template("203.0.113.0/24", False))
    show("resource")
PYTHON
venv/bin/python -W ignore deploy.py | tee seen

cat >expected <<'TEXT'
inline CREATE_COMPLETE [('tcp', '198.51.100.0/24')] [('-1', '0.0.0.0/0')]
inline UPDATE_COMPLETE [('tcp', '198.51.100.0/24')] [('-1', '0.0.0.0/0')]
resource CREATE_COMPLETE [('tcp', '198.51.100.0/24')] [('-1', '0.0.0.0/0')]
TEXT
diff expected seen || { echo "moto makes outbound rules of stacks differently now"; exit 1; }
