variable "outbound" { type = list(object({ from = number, to = number, cidr = string })) }

module "group" {
  source = "../group"
  name   = "shop"
  rules  = var.outbound
}

module "jobs" {
  source = "../group"
  name   = "jobs"
  rules  = [{ from = 443, to = 443, cidr = "10.0.0.0/8" }]
}
