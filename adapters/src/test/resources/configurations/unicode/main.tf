# Sicherheitsgruppe für «Größe» — 日本語 🎉
resource "aws_security_group" "größe" {
  name = "größe"
  tags = { Bemerkung = "für 日本語 🎉", Ü = "ü" }
  egress {
    description = "all" /* überall 🎉🎉 */
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [/* 日本 🎉 */ "0.0.0.0/0", /* 🎉 */ "10.0.0.0/8"] # größer 🎉
  }
}
