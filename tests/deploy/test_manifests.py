"""``deploy/``: manifests are valid by their schemas, and the configurations in them can be read."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import msgspec
import pytest
import yaml

from fairline.config import read

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
KUBERNETES = "1.30"  # of 2024, the oldest that providers still run
MANIFESTS = sorted(DEPLOY.glob("kubernetes/*.yaml"))
COMPOSE = DEPLOY / "compose/compose.yaml"


def documents(path: Path) -> list[dict[str, Any]]:
    return [each for each in yaml.safe_load_all(path.read_text()) if each is not None]


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_manifests_are_valid(path: Path) -> None:
    kinds = []
    for each in documents(path):
        kubernetes_validate.validate(each, KUBERNETES, strict=True)
        kinds.append(each["kind"])
    assert {"Namespace", "ConfigMap", "Service", "StatefulSet"} <= set(kinds)


def test_the_validator_would_tell(tmp_path: Path) -> None:
    """So the test above does not pass because nothing is looked at."""
    (one,) = (each for each in documents(MANIFESTS[0]) if each["kind"] == "StatefulSet")
    one["spec"]["replicsa"] = 2
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(one, KUBERNETES, strict=True)


def test_the_configuration_of_the_pods_is_read(tmp_path: Path) -> None:
    (given,) = (each for each in documents(MANIFESTS[0]) if each["kind"] == "ConfigMap")
    file = tmp_path / "fairline.toml"
    file.write_text(given["data"]["fairline.toml"].replace("GUARD", "guards-1"))
    config = read(file)
    assert config.shared is not None
    assert config.shared.guard == "guards-1"


def test_what_pods_mount_is_there() -> None:
    (one,) = (each for each in documents(MANIFESTS[0]) if each["kind"] == "StatefulSet")
    spec = one["spec"]["template"]["spec"]
    known = {each["name"] for each in spec["volumes"]}
    known |= {each["metadata"]["name"] for each in one["spec"]["volumeClaimTemplates"]}
    for container in (*spec["initContainers"], *spec["containers"]):
        assert {each["name"] for each in container["volumeMounts"]} <= known


def test_compose_is_valid() -> None:
    schema = msgspec.json.decode(
        (files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json").read_bytes()
    )
    given = documents(COMPOSE)[0]
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
