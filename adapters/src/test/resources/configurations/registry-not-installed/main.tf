module "web" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name         = "web"
  egress_rules = ["all-all"]
}
