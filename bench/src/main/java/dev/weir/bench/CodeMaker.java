package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes security groups as code, five to a file and always the same for the same number of files: a Terraform configuration of one
 * folder, and CloudFormation templates.
 *
 * <p>Each file is a service as teams write them: a group of a load balancer with its rules inline, two groups whose rules stand in
 * resources of their own (one of each kind), and one group or two by {@code for_each} or by a dynamic block; with comments, tags
 * merged from locals, references to variables and to other groups, and a resource that is no group. One service in four is open to
 * the world. Arguments: the folder, how many files.
 */
public final class CodeMaker {

    private static final List<String> TEAMS = List.of("payments", "search", "identity", "billing", "media", "ledger");

    private static final String MAIN = """
            # Shared by all services of this stack.
            terraform {
              required_version = ">= 1.3"
              required_providers {
                aws = {
                  source  = "hashicorp/aws"
                  version = ">= 5.0"
                }
              }
            }

            provider "aws" {
              region                      = "eu-west-1"
              access_key                  = "none"
              secret_key                  = "none"
              skip_credentials_validation = true
              skip_metadata_api_check     = true
              skip_requesting_account_id  = true
            }

            variable "environment" {
              description = "Which stage this is"
              type        = string
              default     = "production"
            }

            variable "internal" {
              description = "Where our own networks are"
              type        = list(string)
              default     = ["10.0.0.0/8", "172.16.0.0/12"]
            }

            variable "ports" {
              type    = map(number)
              default = { https = 443, postgres = 5432 }
            }

            locals {
              # Every resource carries these.
              tags = {
                Environment = var.environment
                ManagedBy   = "terraform"
              }
              anywhere = "0.0.0.0/0"
              partners = ["198.51.100.0/24", "203.0.113.0/25"]
              stage    = substr(var.environment, 0, 4)
            }

            resource "aws_vpc" "main" {
              cidr_block = "10.20.0.0/16"
              tags       = merge(local.tags, { Name = "main-${local.stage}" })
            }

            """;

    private static final String BALANCER = """
            /* The balancer of @NAME@: the Internet comes in,
               and only the service is called. */
            resource "aws_security_group" "@NAME@_lb" {
              name        = "@NAME@-lb-${local.stage}"
              description = "Balancer of @NAME@"
              vpc_id      = aws_vpc.main.id

              ingress {
                description = "HTTPS from everywhere"
                from_port   = 443
                to_port     = 443
                protocol    = "tcp"
                cidr_blocks = [local.anywhere]
              }

              egress {
                description = "To the targets" // kept narrow
                from_port   = @PORT@
                to_port     = @PORT@
                protocol    = "tcp"
                cidr_blocks = var.internal
              }

              egress {
                from_port   = 0
                to_port     = 0
                protocol    = "-1"
                cidr_blocks = ["@WHERE@"]
              }

              tags = merge(local.tags, {
                Name = "@NAME@-lb"
                Team = "@TEAM@"
              })
            }

            """;

    private static final String SERVICE = """
            # The service itself. Rules are resources, so that other stacks may add theirs.
            resource "aws_security_group" "@NAME@" {
              name_prefix = "@NAME@-"
              description = "Service @NAME@"
              vpc_id      = aws_vpc.main.id
              tags        = merge(local.tags, { Name = "@NAME@", Team = "@TEAM@" })

              lifecycle {
                create_before_destroy = true
              }
            }

            resource "aws_vpc_security_group_ingress_rule" "@NAME@_from_lb" {
              security_group_id            = aws_security_group.@NAME@.id
              referenced_security_group_id = aws_security_group.@NAME@_lb.id
              ip_protocol                  = "tcp"
              from_port                    = @PORT@
              to_port                      = @PORT@
            }

            resource "aws_vpc_security_group_egress_rule" "@NAME@_partners" {
              for_each          = toset(local.partners)
              security_group_id = aws_security_group.@NAME@.id
              description       = "Partner ${each.value}"
              ip_protocol       = "tcp"
              from_port         = 443
              to_port           = 443
              cidr_ipv4         = each.value
            }

            resource "aws_vpc_security_group_egress_rule" "@NAME@_updates" {
              security_group_id = aws_security_group.@NAME@.id
              ip_protocol       = "tcp"
              from_port         = 443
              to_port           = 443
              cidr_ipv4         = "@WHERE@"
            }

            """;

    private static final String STORE = """
            resource "aws_security_group" "@NAME@_db" {
              name        = "@NAME@-db-${var.environment}"
              description = "Store of @NAME@" # no way out but to its replica
              vpc_id      = aws_vpc.main.id
              tags        = local.tags
            }

            resource "aws_security_group_rule" "@NAME@_db_in" {
              type                     = "ingress"
              security_group_id        = aws_security_group.@NAME@_db.id
              source_security_group_id = aws_security_group.@NAME@.id
              protocol                 = "tcp"
              from_port                = var.ports["postgres"]
              to_port                  = var.ports["postgres"]
            }

            resource "aws_security_group_rule" "@NAME@_db_out" {
              type              = "egress"
              security_group_id = aws_security_group.@NAME@_db.id
              protocol          = "tcp"
              from_port         = 5432
              to_port           = 5432
              cidr_blocks       = [cidrsubnet(aws_vpc.main.cidr_block, 8, @OCTET@)]
            }

            resource "aws_cloudwatch_log_group" "@NAME@" {
              name              = "/services/@NAME@"
              retention_in_days = var.environment == "production" ? 90 : 7
            }

            """;

    private static final String EACH = """
            # One for the workers, one for the nightly jobs.
            resource "aws_security_group" "@NAME@_jobs" {
              for_each    = { worker = "10.@OCTET@.0.0/16", nightly = "@WHERE@" }
              name        = "@NAME@-${each.key}"
              description = "Jobs of @NAME@: ${each.key}"
              vpc_id      = aws_vpc.main.id

              egress {
                from_port   = 0
                to_port     = 65535
                protocol    = "tcp"
                cidr_blocks = [each.value]
              }

              tags = merge(local.tags, { Name = "@NAME@-${each.key}" })
            }
            """;

    private static final String DYNAMIC = """
            resource "aws_security_group" "@NAME@_cache" {
              name   = "@NAME@-cache"
              vpc_id = aws_vpc.main.id

              dynamic "egress" {
                for_each = var.ports
                content {
                  description = "To ${egress.key}"
                  from_port   = egress.value
                  to_port     = egress.value
                  protocol    = "tcp"
                  cidr_blocks = egress.key == "https" ? ["@WHERE@"] : var.internal
                }
              }
            }

            # Closed on purpose: nothing calls out from here.
            resource "aws_security_group" "@NAME@_vault" {
              name        = "@NAME@-vault"
              description = <<-EOT
                Vault of @NAME@, of team @TEAM@.
                Ask them before you open it.
              EOT
              vpc_id      = aws_vpc.main.id
              egress      = []
            }
            """;

    private static final String TEMPLATE = """
            AWSTemplateFormatVersion: "2010-09-09"
            Description: Groups of @NAME@, of team @TEAM@
            # Filled in by the pipeline.
            Parameters:
              VpcId:
                Type: AWS::EC2::VPC::Id
              Environment:
                Type: String
                Default: production
                AllowedValues: [production, staging]
              Internal:
                Type: String
                Default: 10.0.0.0/8
            Mappings:
              Ports:
                @TEAM@:
                  service: @PORT@
                  store: 5432
            Conditions:
              IsProduction: !Equals [!Ref Environment, production]
            Resources:
              # The Internet comes in here, and only the service is called.
              BalancerGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: !Sub "Balancer of @NAME@ in ${Environment}"
                  VpcId: !Ref VpcId
                  SecurityGroupIngress:
                    - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }
                  SecurityGroupEgress:
                    - Description: To the targets # kept narrow
                      IpProtocol: tcp
                      FromPort: !FindInMap [Ports, @TEAM@, service]
                      ToPort: !FindInMap [Ports, @TEAM@, service]
                      CidrIp: !Ref Internal
                    - IpProtocol: "-1"
                      CidrIp: @WHERE@
                  Tags:
                    - Key: Name
                      Value: !Join ["-", [@NAME@, lb]]
                    - Key: Team
                      Value: @TEAM@
              ServiceGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: Service @NAME@
                  VpcId:
                    Ref: VpcId
                  Tags: &tags
                    - Key: ManagedBy
                      Value: pipeline
              ServiceFromBalancer:
                Type: AWS::EC2::SecurityGroupIngress
                Properties:
                  GroupId: !GetAtt ServiceGroup.GroupId
                  IpProtocol: tcp
                  FromPort: @PORT@
                  ToPort: @PORT@
                  SourceSecurityGroupId: !GetAtt BalancerGroup.GroupId
              ServicePartners:
                Type: AWS::EC2::SecurityGroupEgress
                Properties:
                  GroupId: !GetAtt ServiceGroup.GroupId
                  Description: Partners
                  IpProtocol: tcp
                  FromPort: 443
                  ToPort: 443
                  CidrIp: 198.51.100.0/24
              ServiceUpdates:
                Type: AWS::EC2::SecurityGroupEgress
                Properties:
                  GroupId: !GetAtt ServiceGroup.GroupId
                  IpProtocol: tcp
                  FromPort: 0
                  ToPort: 65535
                  CidrIp: @WHERE@
              StoreGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: Store of @NAME@
                  VpcId: !Ref VpcId
                  SecurityGroupEgress:
                    - IpProtocol: tcp
                      FromPort: 5432
                      ToPort: 5432
                      CidrIp: !Select [@OCTET@, !Cidr [10.20.0.0/16, 256, 8]]
                  Tags: *tags
              WorkerGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: >-
                    Workers of @NAME@:
                    ask @TEAM@ before you open them
                  VpcId: !Ref VpcId
                  SecurityGroupEgress:
                    - IpProtocol: tcp
                      FromPort: 0
                      ToPort: 65535
                      CidrIp: !If [IsProduction, @WHERE@, 10.@OCTET@.0.0/16]
              VaultGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: Vault of @NAME@
                  VpcId: !Ref VpcId
                  SecurityGroupEgress: # closed: a rule that permits nothing
                    - { IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32 }
              Logs:
                Type: AWS::Logs::LogGroup
                Properties:
                  LogGroupName: /services/@NAME@
                  RetentionInDays: !If [IsProduction, 90, 7]
            Outputs:
              Service:
                Value: !GetAtt ServiceGroup.GroupId
                Export:
                  Name: !Sub "${AWS::StackName}-service"
            """;

    private CodeMaker() {}

    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    /** Fills {@code terraform} and {@code cloudformation} in the folder, so many files each. */
    static void write(Path folder, int files) throws IOException {
        SplittableRandom random = new SplittableRandom(20261129);
        Path terraform = Files.createDirectories(folder.resolve("terraform"));
        Path templates = Files.createDirectories(folder.resolve("cloudformation"));
        for (int file = 0; file < files; file++) {
            String team = TEAMS.get(random.nextInt(TEAMS.size()));
            String name = "%s_%03d".formatted(team, file);
            boolean open = random.nextInt(4) == 0;
            String octet = Integer.toString(random.nextInt(256));
            String where = open ? "0.0.0.0/0" : "10." + random.nextInt(256) + ".0.0/" + (16 + random.nextInt(9));
            String port = Integer.toString(8000 + random.nextInt(1000));
            String text =
                    (file == 0 ? MAIN : "") + BALANCER + SERVICE + STORE + (random.nextBoolean() ? EACH : DYNAMIC);
            Files.writeString(
                    terraform.resolve(file == 0 ? "main.tf" : name + ".tf"),
                    filled(text, name, team, where, port, octet));
            Files.writeString(
                    templates.resolve(name + ".yaml"),
                    filled(TEMPLATE, name.replace('_', '-'), team, where, port, octet));
        }
    }

    private static String filled(String text, String name, String team, String where, String port, String octet) {
        return text.replace("@NAME@", name)
                .replace("@TEAM@", team)
                .replace("@WHERE@", where)
                .replace("@PORT@", port)
                .replace("@OCTET@", octet);
    }
}
