#!/usr/bin/env bash
# AWS CDK: the same outbound rule is written once or twice, by how many handles on the group there are.
#
# Guess:   rules are compared where the group is: equal rules of one group id make one resource, or synthesis fails.
# Seen:    only calls on one construct are compared (there even a second description is dropped). Two fromSecurityGroupId() of
#          the same id, the usual case when two constructs each look their group up, make two equal AWS::EC2::SecurityGroupEgress.
# Matters: EC2 refuses the second one (InvalidPermission.Duplicate), after CloudFormation has begun the update; a narrowing that was
#          split over two constructs rolls back. Whoever counts rules against the quota of 60 from templates counts one too many.
# Seen with aws-cdk-lib 2.276.0 on Node.js 20, 2026-11-29.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact aws-cdk-lib@2.276.0 constructs@10.8.1

cat >synth.mjs <<'NODE'
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

function rules(...handles) {
  const stack = new Stack(new App(), 'stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const groups = {};
  for (const [name, description] of handles) {
    groups[name] ??= ec2.SecurityGroup.fromSecurityGroupId(stack, name, 'sg-0a1b2c3d', { allowAllOutbound: false });
    groups[name].addEgressRule(ec2.Peer.ipv4('203.0.113.0/24'), ec2.Port.tcp(443), description);
  }
  return Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupEgress'))
    .map(({ Properties: rule }) => `${rule.GroupId} ${rule.IpProtocol} ${rule.FromPort} ${rule.CidrIp} "${rule.Description}"`).join('; ');
}

console.log('one handle: ', rules(['a', 'payments'], ['a', 'ledger']));
console.log('two handles:', rules(['a', 'payments'], ['b', 'payments']));
NODE
node synth.mjs | tee seen

cat >expected <<'TEXT'
one handle:  sg-0a1b2c3d tcp 443 203.0.113.0/24 "payments"
two handles: sg-0a1b2c3d tcp 443 203.0.113.0/24 "payments"; sg-0a1b2c3d tcp 443 203.0.113.0/24 "payments"
TEXT
diff expected seen || { echo "the CDK compares rules of imported groups differently now"; exit 1; }
