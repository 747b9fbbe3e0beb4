"""How many entries the reference libraries of a format read in a report, or what they say is wrong: reads.py FORMAT FILE."""
import json
import sys


def ocsf(path):
    from jsonschema import Draft202012Validator
    from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
    from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

    events = json.load(open(path))
    for version in "1.5.0", "1.8.0":
        schema = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=version)).get_class_schema(
            class_name="compliance_finding", profiles=["cloud"]
        )
        validator = Draft202012Validator(schema)
        # Of thousands, a thousand: the validator takes milliseconds for each. The models below read all.
        for event in events[:: max(1, len(events) // 1000)]:
            # The later schema wants its own version in the event, and nothing else that is new.
            event = json.loads(json.dumps(event))
            event["metadata"]["version"] = version
            for error in validator.iter_errors(event):
                sys.exit(f"{version}: {'/'.join(map(str, error.path))}: {error.message[:300]}")
    for event in events:
        ComplianceFinding.model_validate(event)
    return len(events)


def asff(path):
    import botocore.session
    from botocore.validate import ParamValidator

    findings = json.load(open(path))
    shape = (
        botocore.session.get_session()
        .get_service_model("securityhub")
        .operation_model("BatchImportFindings")
        .input_shape
    )
    for start in range(0, len(findings), 100):
        report = ParamValidator().validate({"Findings": findings[start : start + 100]}, shape)
        if report.has_errors():
            sys.exit(report.generate_report()[:1000])
    for finding in findings:
        if len(json.dumps(finding)) > 240_000:
            sys.exit(f"{finding['Id']} is larger than 240 KB")
    return len(findings)


def junit(path):
    import junitparser

    suites = junitparser.JUnitXml.fromfile(path)
    cases = [case for suite in suites for case in suite]
    counted = {"failures": 0, "errors": 0, "skipped": 0}
    for case in cases:
        for result in case.result:
            counted[{"Failure": "failures", "Error": "errors", "Skipped": "skipped"}[type(result).__name__]] += 1
    for name, count in counted.items():
        if getattr(suites, name) != count:
            sys.exit(f"{name}: the suites say {getattr(suites, name)}, the cases {count}")
    if suites.tests != len(cases):
        sys.exit(f"tests: the suites say {suites.tests}, there are {len(cases)} cases")
    return len(cases)


def openmetrics(path):
    from prometheus_client.openmetrics.parser import text_string_to_metric_families

    families = list(text_string_to_metric_families(open(path, encoding="utf-8").read()))
    return sum(int(sample.value) for family in families if family.name == "weir_findings" for sample in family.samples)


def csv(path):
    import csv as library

    with open(path, encoding="utf-8", newline="") as file:
        rows = list(library.DictReader(file, strict=True))
    for row in rows:
        if None in row or None in row.values():
            sys.exit(f"not as many fields as columns: {row}")
        if any(value[:1] in ("=", "+", "-", "@", "\t", "\r") for value in row.values()):
            sys.exit(f"a spreadsheet would run {row}")
    return len(rows)


print(globals()[sys.argv[1]](sys.argv[2]))
