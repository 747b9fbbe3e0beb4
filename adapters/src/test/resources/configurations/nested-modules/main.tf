module "shop" {
  source = "./modules/shop"

  outbound = [
    { from = 443, to = 443, cidr = "0.0.0.0/0" },
    { from = 5432, to = 5432, cidr = "10.0.0.0/8" },
  ]
}
