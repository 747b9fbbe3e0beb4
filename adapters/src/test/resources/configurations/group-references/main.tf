resource "aws_security_group" "db" {
  name   = "db"
  egress = []
}

resource "aws_security_group" "web" {
  name = "web"
  egress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = ["${aws_security_group.db.id}"]
    self            = true
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "all"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
