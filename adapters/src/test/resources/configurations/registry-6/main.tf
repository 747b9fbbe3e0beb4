module "web" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "6.0.0"
  name    = "web"

  egress_rules = {
    all = {
      ip_protocol = "-1"
      cidr_ipv4   = "0.0.0.0/0" # as the old one did
    }
    database = { from_port = 5432, cidr_ipv4 = "10.0.0.0/8" }
  }
}
