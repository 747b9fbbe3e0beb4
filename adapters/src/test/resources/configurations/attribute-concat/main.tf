locals {
  none = { description = null, ipv6_cidr_blocks = null, prefix_list_ids = null, security_groups = null, self = null }
}

resource "aws_security_group" "web" {
  name = "web"
  egress = concat(
    [merge(local.none, { from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] })],
    [merge(local.none, { from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] })],
  )
}
