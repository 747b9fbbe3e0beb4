#!/usr/bin/env bash
# AWS CDK: Port.icmpPing() to an IPv6 peer is a rule for IPv4's ICMP, and an inline outbound rule describes itself as "from".
#
# Guess:   the peer decides the family: a ping to Peer.anyIpv6() is icmpv6 type 128, as a ping to an IPv4 peer is icmp type 8.
# Seen:    it is "icmp" type 8 beside CidrIpv6; nothing warns. A port made of Protocol.ICMPV6 and 128 is needed. The first IPv6
#          rule of a closed group also leaves the stand-in rule "Disallow all traffic", which the first IPv4 rule takes away.
#          Generated descriptions of inline egress say "from 10.0.0.0/8:443"; as a resource the same rule says "to".
# Matters: an open ::/0 narrowed in code this way has no rule for echo requests (in IPv6 they are type 128 of protocol 58), and a
#          reviewer who reads descriptions takes outbound rules for inbound ones.
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

const { Peer, Port, Protocol } = ec2;

function egress(disableInlineRules, peer, port) {
  const stack = new Stack(new App(), 'stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'vpc', { vpcId: 'vpc-0a1b2c3d', availabilityZones: ['us-east-1a'] });
  const group = new ec2.SecurityGroup(stack, 'group', { vpc, allowAllOutbound: false, disableInlineRules });
  group.addEgressRule(peer, port);
  return Object.values(Template.fromStack(stack).toJSON().Resources)
    .flatMap(({ Type, Properties }) => Type.endsWith('SecurityGroupEgress') ? [Properties] : Properties.SecurityGroupEgress ?? [])
    .map(rule => `${rule.IpProtocol} ${rule.FromPort}/${rule.ToPort} ${rule.CidrIp ?? rule.CidrIpv6} "${rule.Description}"`)
    .join('; ');
}

const echo = new Port({ protocol: Protocol.ICMPV6, fromPort: 128, toPort: -1, stringRepresentation: 'echo' });
console.log('ping v4:  ', egress(false, Peer.ipv4('203.0.113.0/24'), Port.icmpPing()));
console.log('ping v6:  ', egress(false, Peer.anyIpv6(), Port.icmpPing()));
console.log('by hand:  ', egress(false, Peer.anyIpv6(), echo));
console.log('resource: ', egress(true, Peer.ipv4('203.0.113.0/24'), Port.tcp(443)));
console.log('inline:   ', egress(false, Peer.ipv4('203.0.113.0/24'), Port.tcp(443)));
NODE
node synth.mjs | tee seen

cat >expected <<'TEXT'
ping v4:   icmp 8/-1 203.0.113.0/24 "from 203.0.113.0/24:ICMP Type 8"
ping v6:   icmp 252/86 255.255.255.255/32 "Disallow all traffic"; icmp 8/-1 ::/0 "from ::/0:ICMP Type 8"
by hand:   icmp 252/86 255.255.255.255/32 "Disallow all traffic"; icmpv6 128/-1 ::/0 "from ::/0:echo"
resource:  tcp 443/443 203.0.113.0/24 "to 203.0.113.0/24:443"
inline:    tcp 443/443 203.0.113.0/24 "from 203.0.113.0/24:443"
TEXT
diff expected seen || { echo "the CDK synthesizes these rules differently now"; exit 1; }
