"""``deploy/``: manifests are valid by their schemas, and the configurations in them can be read."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import msgspec
import pytest
import typer
import yaml
from typer.core import TyperGroup

from fairline.cli import build, policy_clauses
from fairline.config import read
from fairline.policy import Lang

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
KUBERNETES = "1.30"  # of 2024, the oldest that providers still run
MANIFESTS = sorted(DEPLOY.glob("kubernetes/*.yaml"))
GUARDS, SPARK = DEPLOY / "kubernetes/guards.yaml", DEPLOY / "kubernetes/spark.yaml"
COMPOSE, COMPOSE_SPARK = DEPLOY / "compose/compose.yaml", DEPLOY / "compose/spark.yaml"
UNITS = sorted(DEPLOY.glob("systemd/*.service"))


def documents(path: Path) -> list[dict[str, Any]]:
    return [each for each in yaml.safe_load_all(path.read_text()) if each is not None]


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_manifests_are_valid(path: Path) -> None:
    kinds = set()
    for each in documents(path):
        kubernetes_validate.validate(each, KUBERNETES, strict=True)
        kinds.add(each["kind"])
    assert {"ConfigMap", "Service", "StatefulSet", "NetworkPolicy"} <= kinds


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_what_pods_mount_is_there(path: Path) -> None:
    for spec, claimed in pods(path):
        known = {each["name"] for each in spec["volumes"]} | claimed
        for container in (*spec.get("initContainers", ()), *spec["containers"]):
            assert {each["name"] for each in container["volumeMounts"]} <= known


def pods(path: Path) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Yield what each workload's pods are made of, and the volumes that are claimed for each of them."""
    for each in documents(path):
        spec = each.get("spec", {})
        template = spec.get("jobTemplate", each).get("spec", {}).get("template")
        if template is not None:
            yield (
                template["spec"],
                {claim["metadata"]["name"] for claim in spec.get("volumeClaimTemplates", ())},
            )


def test_the_validator_would_tell(tmp_path: Path) -> None:
    """So the test above does not pass because nothing is looked at."""
    (one,) = (each for each in documents(GUARDS) if each["kind"] == "StatefulSet")
    one["spec"]["replicsa"] = 2
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(one, KUBERNETES, strict=True)


def test_the_configuration_of_the_pods_is_read(tmp_path: Path) -> None:
    (given,) = (each for each in documents(GUARDS) if each["kind"] == "ConfigMap")
    file = tmp_path / "fairline.toml"
    file.write_text(given["data"]["fairline.toml"].replace("GUARD", "guards-1"))
    config = read(file)
    assert config.shared is not None
    assert config.shared.guard == "guards-1"


@pytest.mark.parametrize("path", [COMPOSE, COMPOSE_SPARK], ids=lambda path: path.name)
def test_compose_is_valid(path: Path) -> None:
    schema = msgspec.json.decode(
        (files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_bytes()
    )
    given = documents(path)[0]
    jsonschema.validate(given, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(given | {"services": {"guard-1": {"imgae": "x"}}}, schema)


def test_what_compose_mounts_is_there_and_read() -> None:
    given = documents(COMPOSE)[0]
    for name, service in given["services"].items():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            if source.startswith("./"):
                config = read(COMPOSE.parent / source)
                assert config.shared is not None
                assert config.shared.guard == name
            else:
                assert source in given["volumes"]


def test_what_compose_mounts_for_spark_is_there() -> None:
    given, beside = documents(COMPOSE_SPARK)[0], documents(COMPOSE)[0]
    for service in given["services"].values():
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            assert (
                (COMPOSE.parent / source).is_file() if source.startswith("./") else source in given["volumes"]
            )
        assert set(service.get("depends_on", ())) <= {*given["services"], *beside["services"]}
        assert set(service.get("secrets", ())) <= set(beside["secrets"])


def commands() -> Iterator[tuple[str, list[str]]]:
    """Yield every fairline command of every manifest and unit, with where it stands."""
    for service, given in documents(COMPOSE_SPARK)[0]["services"].items():
        yield f"compose {service}", given["command"]
    for path in MANIFESTS:
        for spec, _ in pods(path):
            for container in spec["containers"]:
                yield f"{path.name} {container['name']}", container.get("command", [])
    for path in UNITS:
        started = re.search(r"^ExecStart=((?:.*\\\n)*.*)$", path.read_text(), re.MULTILINE)
        assert started is not None
        yield path.name, shlex.split(started[1].replace("\\\n", " "))


def test_every_command_is_one_that_fairline_knows() -> None:
    application = typer.main.get_command(build(Lang.EN, policy_clauses))
    assert isinstance(application, TyperGroup)
    seen = set()
    for where, words in commands():
        if words[:2] == ["/bin/sh", "-c"]:
            words = shlex.split(words[2].split(";")[0])
        if not words or not words[0].endswith("bin/fairline"):
            continue
        command = application.commands[words[1]]
        command.make_context(where, words[2:])  # a usage error for an option that is none
        seen.add(words[1])
    assert seen == {"serve", "watch", "audit"}


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_names_a_page_that_is_there(path: Path) -> None:
    (page,) = re.findall(r"^Documentation=file:///opt/fairline/(\S+)$", path.read_text(), re.MULTILINE)
    assert (DEPLOY.parent / page).is_file()


def test_the_image_has_what_the_program_needs() -> None:
    text = (DEPLOY / "container/Dockerfile").read_text()
    project = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text())["project"]
    copied = set(re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE))
    names = {name for each in copied for name in each.split()}
    assert {"pyproject.toml", "uv.lock", "fairline", project["readme"], *project["license-files"]} <= names
    assert all((DEPLOY.parent / name).exists() for name in names)
    version = re.search(r"^UV_VERSION := (\S+)$", (DEPLOY.parent / "Makefile").read_text(), re.MULTILINE)
    assert version is not None
    assert f"uv=={version[1]}" in text
