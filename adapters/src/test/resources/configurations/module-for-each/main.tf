locals {
  groups = {
    web = {
      rules = [
        { port = 443, cidrs = ["0.0.0.0/0"], text = "packages" },
        { port = 5432, cidrs = ["10.0.0.0/8"], text = "db" },
      ]
    }
    jobs = { rules = [{ port = 22, cidrs = ["10.0.0.0/8"], text = "ssh" }] }
  }
}

module "group" {
  source   = "./group"
  for_each = local.groups
  name     = each.key
  rules    = each.value.rules
}
