resource "aws_security_group" "web" {
  name = "web"
  tags = { Name = "web" }
}
