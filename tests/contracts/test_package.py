"""The deployment is whole: after `sam build` and `sam package` into a local S3, every artifact is there."""

import io
import os
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import boto3
import pytest
from moto.server import ThreadedMotoServer
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]
SAM = ROOT / ".venv-tools" / "bin" / "sam"
BUCKET = "artifacts"
LAYERS_AT_MOST_BYTES = 100_000_000


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """What the command line needs to find a local S3 in place of AWS."""
    if not SAM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("sam is missing: run `make tools` before `make test`")
        pytest.skip("sam is missing: `make tools` installs it")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield {
        **os.environ,
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "SAM_CLI_TELEMETRY": "0",
        "UV": str(SAM.with_name("uv")),
    }
    server.stop()


@pytest.fixture(scope="module")
def store(environment: dict[str, str]) -> Any:
    session = boto3.Session("testing", "testing", region_name="us-east-1")
    s3 = session.client("s3", endpoint_url=environment["AWS_ENDPOINT_URL"])
    s3.create_bucket(Bucket=BUCKET)
    return s3


@pytest.fixture(scope="module")
def artifacts(environment: dict[str, str], store: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every artifact that the packaged templates point at, by `Stack.Resource`."""
    folder = tmp_path_factory.mktemp("package")
    built, packaged = folder / "build", folder / "packaged.yaml"
    sam(environment, "build", "--build-dir", str(built))
    sam(environment, "package", "--template-file", str(built / "template.yaml"), "--s3-bucket", BUCKET,
        "--output-template-file", str(packaged))  # fmt: skip
    return dict(fetched(store, "", yaml_parse(packaged.read_text(encoding="utf-8"))))


def sam(environment: dict[str, str], *arguments: str) -> None:
    done = subprocess.run([SAM, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def fetched(store: Any, stack: str, template: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        for key in ("CodeUri", "ContentUri", "DefinitionUri", "Location"):
            if key in properties:
                content = read(store, properties[key])
                yield f"{stack}{name}", content
                if key == "Location":
                    yield from fetched(store, f"{name}.", yaml_parse(content.decode()))


def read(store: Any, uri: Any) -> bytes:
    """The object behind an s3:// address, an https:// one, or a Bucket and a Key."""
    if isinstance(uri, dict):
        key = uri["Key"]
    else:
        parts = urlsplit(uri)
        key = unquote(parts.path).lstrip("/").removeprefix(f"{BUCKET}/")
    content: bytes = store.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return content


def entries(content: bytes) -> dict[str, int]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: entry.file_size for entry in archive.infolist()}


def test_every_nested_stack_function_layer_and_machine_is_packaged(artifacts: dict[str, bytes]) -> None:
    stacks = {path.stem.capitalize() for path in (ROOT / "infra").glob("*.yaml")}
    functions = sorted(path.stem for path in (ROOT / "functions").glob("*/*.py") if path.stem != "__init__")
    expected = {
        "Layers.Vendor",
        "Layers.Domain",
        "Layers.Platform",
        "Handling.CaseMachine",
        "Oversight.DeadlineMachine",
    }
    assert stacks | expected <= set(artifacts)
    packaged = {name for name, content in artifacts.items() if is_function(name, content)}
    assert len(packaged) == len(functions)


def is_function(name: str, content: bytes) -> bool:
    return content[:2] == b"PK" and not name.startswith("Layers.")


def test_a_function_ships_the_folder_of_its_stage(artifacts: dict[str, bytes]) -> None:
    for stack, template in nested_templates(artifacts):
        for name, resource in template["Resources"].items():
            if resource["Type"] == "AWS::Serverless::Function":
                module = resource["Properties"]["Handler"].split(".")[0]
                assert f"{module}.py" in entries(artifacts[f"{stack}.{name}"])


def nested_templates(artifacts: dict[str, bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, content in artifacts.items():
        if "." not in name:
            yield name, yaml_parse(content.decode())


def test_the_layers_hold_what_the_functions_import(artifacts: dict[str, bytes]) -> None:
    vendor = entries(artifacts["Layers.Vendor"])
    assert "python/pydantic/__init__.py" in vendor
    assert any(name.startswith("python/aws_lambda_powertools/") for name in vendor)
    assert not [name for name in vendor if name.startswith(("python/boto3/", "python/botocore/"))]
    assert "python/huiyin/__init__.py" in entries(artifacts["Layers.Domain"])
    assert "python/huiyin_aws/__init__.py" in entries(artifacts["Layers.Platform"])


def test_the_layers_carry_bytecode_of_the_runtime_and_of_no_other(artifacts: dict[str, bytes]) -> None:
    """A layer built where the runtime's interpreter is missing has none at all, and says so in the build."""
    for layer in ("Vendor", "Domain", "Platform"):
        compiled = {name.split(".")[-2] for name in entries(artifacts[f"Layers.{layer}"]) if name.endswith(".pyc")}
        assert compiled <= {"cpython-313"}


def test_the_layers_unzipped_stay_small(artifacts: dict[str, bytes]) -> None:
    sizes = {name: sum(entries(artifacts[f"Layers.{name}"]).values()) for name in ("Vendor", "Domain", "Platform")}
    assert sum(sizes.values()) < LAYERS_AT_MOST_BYTES, sizes
