"""Fills an account with one thing of each kind that keeps a security group, and saves what lists them as the AWS CLI does.

usage: holders.py ENDPOINT REGION FOLDER
"""

import io
import json
import pathlib
import sys
import zipfile

import boto3

endpoint, region, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
session = boto3.Session("AKIAIOSFODNN7EXAMPLE", "secret", region_name=region)


def client(service):
    return session.client(service, endpoint_url=endpoint)


def save(name, answer):
    answer.pop("ResponseMetadata", None)
    answer.pop("NextToken", None)
    answer.pop("nextToken", None)
    (folder / (name + ".json")).write_text(json.dumps(answer, default=str, indent=1))


ec2, iam, scaling, ecs, rds = (client(name) for name in ("ec2", "iam", "autoscaling", "ecs", "rds"))
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
subnets = [
    ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{at}.0/24", AvailabilityZone=region + zone)["Subnet"]["SubnetId"]
    for at, zone in enumerate("ab")
]
subnet = subnets[0]


def group(name):
    return ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]


names = ["template", "older-version", "run-version", "configuration", "function", "published", "service", "batch"]
names += ["database", "database-cluster", "balancer", "classic", "endpoint", "kubernetes", "nothing"]
groups = {name: group(name) for name in names}

# A template of four versions: nothing runs the first, a group of no instances runs the second, the last is the latest.
template = {"LaunchTemplateName": "web"}
ids = ["older-version", "run-version", "nothing", "template"]
for at, name in enumerate(ids):
    data = {"SecurityGroupIds": [] if name == "nothing" else [groups[name]], "ImageId": "ami-12c6146b"}
    if at == 0:
        ec2.create_launch_template(LaunchTemplateData=data, **template)
    else:
        ec2.create_launch_template_version(LaunchTemplateData=data, **template)
ec2.modify_launch_template(DefaultVersion="4", **template)
scaling.create_auto_scaling_group(
    AutoScalingGroupName="none", MinSize=0, MaxSize=1, DesiredCapacity=0, VPCZoneIdentifier=subnet,
    LaunchTemplate={"LaunchTemplateName": "web", "Version": "2"},
)
scaling.create_launch_configuration(
    LaunchConfigurationName="old", ImageId="ami-12c6146b", InstanceType="t3.micro",
    SecurityGroups=[groups["configuration"]],
)

role = iam.create_role(RoleName="all", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as archive:
    archive.writestr("a.py", "def handler(event, context):\n    pass\n")
functions = client("lambda")
functions.create_function(
    FunctionName="thumbnails", Runtime="python3.12", Role=role, Handler="a.handler", Code={"ZipFile": code.getvalue()},
    VpcConfig={"SubnetIds": [subnet], "SecurityGroupIds": [groups["published"]]}, Publish=True,
)
functions.update_function_configuration(
    FunctionName="thumbnails", VpcConfig={"SubnetIds": [subnet], "SecurityGroupIds": [groups["function"]]},
)

ecs.create_cluster(clusterName="main")
ecs.register_task_definition(family="api", containerDefinitions=[{"name": "api", "image": "x", "memory": 64}])
for at in range(12):  # more than one call describes
    chosen = [groups["service"]] if at == 11 else []
    ecs.create_service(
        cluster="main", serviceName=f"api{at:02}", taskDefinition="api", desiredCount=0,
        networkConfiguration={"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": chosen}},
    )

batch = client("batch")
iam.create_instance_profile(InstanceProfileName="all")
profile = iam.get_instance_profile(InstanceProfileName="all")["InstanceProfile"]["Arn"]
batch.create_compute_environment(
    computeEnvironmentName="night", type="MANAGED", state="ENABLED", serviceRole=role,
    computeResources={
        "type": "EC2", "minvCpus": 0, "maxvCpus": 1, "desiredvCpus": 0, "instanceTypes": ["t2.small"],
        "imageId": "ami-12c6146b", "subnets": [subnet], "securityGroupIds": [groups["batch"]],
        "instanceRole": profile,
    },
)

secret = {"MasterUsername": "admin1", "MasterUserPassword": "not-a-secret"}
rds.create_db_instance(
    DBInstanceIdentifier="db", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20,
    VpcSecurityGroupIds=[groups["database"]], **secret,
)
rds.create_db_cluster(
    DBClusterIdentifier="aurora", Engine="aurora-postgresql", VpcSecurityGroupIds=[groups["database-cluster"]], **secret,
)
client("elbv2").create_load_balancer(Name="front", Subnets=subnets, SecurityGroups=[groups["balancer"]])
client("elb").create_load_balancer(
    LoadBalancerName="old", Subnets=[subnet], SecurityGroups=[groups["classic"]],
    Listeners=[{"Protocol": "tcp", "LoadBalancerPort": 80, "InstancePort": 80}],
)
ec2.create_vpc_endpoint(
    VpcId=vpc, VpcEndpointType="Interface", ServiceName=f"com.amazonaws.{region}.sts", SubnetIds=[subnet],
    SecurityGroupIds=[groups["endpoint"]],
)
kubernetes = client("eks")
kubernetes.create_cluster(
    name="prod", roleArn=role, resourcesVpcConfig={"subnetIds": subnets, "securityGroupIds": [groups["kubernetes"]]},
)
# What runs on interfaces would be in use by them: the question is who holds a group without.
for interface in ec2.describe_network_interfaces()["NetworkInterfaces"]:
    ec2.modify_network_interface_attribute(
        NetworkInterfaceId=interface["NetworkInterfaceId"], Groups=[group("of-" + interface["NetworkInterfaceId"])],
    )

save("groups", ec2.describe_security_groups())
save("interfaces", ec2.describe_network_interfaces())
save("vpcs", ec2.describe_vpcs())
save("templates", ec2.describe_launch_templates())
save("versions", ec2.describe_launch_template_versions(LaunchTemplateName="web"))
save("scaling", scaling.describe_auto_scaling_groups())
save("configurations", scaling.describe_launch_configurations())
save("functions", functions.list_functions(FunctionVersion="ALL"))
clusters = ecs.list_clusters()
save("ecs-clusters", ecs.describe_clusters(clusters=clusters["clusterArns"]))
for cluster in clusters["clusterArns"]:
    services = ecs.list_services(cluster=cluster, maxResults=100)["serviceArns"]
    for at in range(0, len(services), 10):
        save(f"ecs-services-{at}", ecs.describe_services(cluster=cluster, services=services[at : at + 10]))
save("ecs", clusters)
save("batch", batch.describe_compute_environments())
save("instances", rds.describe_db_instances())
save("db-clusters", rds.describe_db_clusters())
save("balancers", client("elbv2").describe_load_balancers())
save("classic", client("elb").describe_load_balancers())
save("endpoints", ec2.describe_vpc_endpoints())
save("eks", kubernetes.list_clusters())
save("eks-cluster", kubernetes.describe_cluster(name="prod"))
(folder / "associations.json").write_text('{"SecurityGroupVpcAssociations": []}')  # moto has no such call
print(json.dumps(groups))
