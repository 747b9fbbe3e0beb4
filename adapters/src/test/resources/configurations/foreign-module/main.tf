module "web" {
  source = "git::https://git.example.com/network.git//group?ref=v1"
  open   = true
}
