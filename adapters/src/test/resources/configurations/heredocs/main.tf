locals {
  script = <<-EOT
    egress {
      cidr_blocks = ["0.0.0.0/0"] # ${"}"} %{ if true }{%{ endif }
    EOT_
    EOT
}

resource "aws_security_group" "web" {
  name = "web"
  tags = {
    Notes = <<NOTES
resource "aws_security_group" "web" {
  egress {
NOTES
  }
  egress {
    description = chomp(<<EOT
to the world
EOT
    )
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    description = trimspace(<<-EOT
      database
    EOT
    )
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
