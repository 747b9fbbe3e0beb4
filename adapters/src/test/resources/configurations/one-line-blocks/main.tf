terraform { required_version = ">= 1.5" }
variable "name" { default = "web" }
resource "aws_security_group" "web" { name = var.name }
resource "aws_security_group_rule" "all" {
  type = "egress"
  security_group_id = "${aws_security_group.web.id}"
  protocol = "-1"
  from_port = 0
  to_port = 0
  cidr_blocks = ["0.0.0.0/0"]
  lifecycle { ignore_changes = [description] }
}
output "id" { value = aws_security_group.web.id }
