resource "aws_security_group" "web" {
  name_prefix = "web-"
  lifecycle { create_before_destroy = true }
}
