variable "name" { default = null }
variable "vpc_id" { default = null }
variable "egress_rules" {
  type    = list(string)
  default = []
}
variable "egress_cidr_blocks" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}
variable "egress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "egress_with_ipv6_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "computed_egress_with_cidr_blocks" {
  type    = list(map(string))
  default = []
}
variable "number_of_computed_egress_with_cidr_blocks" {
  type    = number
  default = 0
}
variable "rules" {
  type = map(list(any))
  default = {
    all-all       = [-1, -1, "-1", "All protocols"]
    https-443-tcp = [443, 443, "tcp", "HTTPS"]
    _             = ["", "", ""]
  }
}
