variable "name" { default = null }
variable "egress_rules" {
  type = map(object({
    name                         = optional(string)
    cidr_ipv4                    = optional(string)
    cidr_ipv6                    = optional(string)
    description                  = optional(string)
    from_port                    = optional(string)
    ip_protocol                  = optional(string, "tcp")
    prefix_list_id               = optional(string)
    referenced_security_group_id = optional(string)
    tags                         = optional(map(string), {})
    to_port                      = optional(string)
  }))
  default = {}
}

resource "aws_security_group" "this" {
  count = 1
  name  = var.name
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = { for k, v in var.egress_rules : k => v if v != null }

  security_group_id            = aws_security_group.this[0].id
  cidr_ipv4                    = each.value.cidr_ipv4
  cidr_ipv6                    = each.value.cidr_ipv6
  description                  = each.value.description
  from_port                    = each.value.from_port
  ip_protocol                  = each.value.ip_protocol
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.referenced_security_group_id
  to_port                      = try(coalesce(each.value.to_port, each.value.from_port), null)
  tags                         = merge({ Name = coalesce(each.value.name, each.key) }, each.value.tags)
}
