locals {
  base = [
    { description = "names", port = 53, protocol = "udp", cidrs = ["10.0.0.10/32"] },
  ]
  extra = [
    {
      description = "packages"
      port        = 443
      protocol    = "tcp"
      cidrs       = ["0.0.0.0/0"] # mirrors move
    },
    {
      description = "mail"
      port        = 25
      protocol    = "tcp"
      cidrs       = ["10.1.0.25/32"]
    },
  ]
  outbound = concat(local.base, local.extra)
}
