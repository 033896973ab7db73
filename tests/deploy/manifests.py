"""The Kubernetes objects under deploy/kubernetes, as kustomize renders them."""

import os
import pathlib
import shutil
import subprocess
import tempfile

import yaml

SOURCE = pathlib.Path(__file__).parents[2]
KUBERNETES = SOURCE / "deploy/kubernetes"
OVERLAYS = sorted(path.name for path in (KUBERNETES / "overlays").iterdir())
COMPONENTS = sorted(path.name for path in (KUBERNETES / "components").iterdir())


def renderer():
    """The command that renders a folder: KUSTOMIZE from the environment, kustomize or kubectl; None without one."""
    if program := os.environ.get("KUSTOMIZE") or shutil.which("kustomize"):
        return [program, "build"]
    if program := shutil.which("kubectl"):
        return [program, "kustomize"]
    return None


def render(overlay, components=()):
    """The YAML of an overlay with components, put together as deploy/kubernetes/README.md tells a team to."""
    namespace = yaml.safe_load((KUBERNETES / "overlays" / overlay / "kustomization.yaml").read_text())["namespace"]
    with tempfile.TemporaryDirectory() as folder:
        # kustomize takes relative paths only.
        base = pathlib.Path(os.path.relpath(KUBERNETES, os.path.realpath(folder)))
        (pathlib.Path(folder) / "kustomization.yaml").write_text(yaml.safe_dump({
            "apiVersion": "kustomize.config.k8s.io/v1beta1",
            "kind": "Kustomization",
            "namespace": namespace,
            "resources": [str(base / "overlays" / overlay)],
            "components": [str(base / "components" / name) for name in components]}))
        return build(folder)


def build(folder):
    """The YAML that a kustomization renders to."""
    done = subprocess.run([*renderer(), folder], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


def objects(text):
    return list(yaml.safe_load_all(text))


def deployment(objects):
    return next(o for o in objects if (o["kind"], o["metadata"]["name"]) == ("Deployment", "textclean"))


def server(pod):
    """The container of textcleand in a pod's spec."""
    return next(c for c in pod["containers"] if c["name"] == "textcleand")


def flags(container):
    """The values of a container's --NAME=VALUE arguments by name, those of a repeated flag in a list."""
    values = {}
    for argument in container["args"]:
        if argument.startswith("--"):
            name, _, value = argument[2:].partition("=")
            values.setdefault(name, []).append(value)
    return values


def environment(container):
    """The variables that a container is given by value."""
    return {variable["name"]: variable["value"] for variable in container["env"] if "value" in variable}


def cores(quantity):
    """A quantity of processor time, such as 2 or "250m", in cores."""
    text = str(quantity)
    return int(text[:-1]) / 1000 if text.endswith("m") else float(text)


def mebibytes(quantity):
    """A quantity of memory, such as 512Mi or textcleand's 4MiB, in MiB."""
    text = quantity.removesuffix("B")
    factor = {"Mi": 1, "Gi": 1024}[text[-2:]]
    return int(text[:-2]) * factor


def seconds(duration):
    """A duration as textcleand's flags take it, such as 500ms, 8s or 1m30s, in seconds."""
    total, number = 0.0, ""
    units = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}
    while duration:
        digits = len(duration) - len(duration.lstrip("0123456789."))
        number, duration = duration[:digits], duration[digits:]
        unit = next(u for u in units if duration.startswith(u))
        total += float(number) * units[unit]
        duration = duration[len(unit):]
    return total
