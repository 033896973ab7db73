#!/usr/bin/env python3
"""The Kubernetes objects: every overlay with every set of components.

    kubernetes_test.py TEXTCLEAND TEXTCLEAN SCHEMA-PROGRAM [PYTHON_TEST_ARGUMENTS...]

SCHEMA-PROGRAM is tests/deploy/schema, built. Needs kubectl or kustomize (see manifests.py) and Python's YAML.
"""

import functools
import itertools
import math
import pathlib
import subprocess
import sys
import tempfile
import unittest

import manifests
from manifests import flags, mebibytes, seconds

sys.path.insert(0, str(manifests.SOURCE / "tests/callers"))
from server import Server  # noqa: E402

TEXTCLEAND, TEXTCLEAN, SCHEMA = sys.argv[1:4]
COMBINATIONS = [(overlay, components) for overlay in manifests.OVERLAYS
                for size in range(len(manifests.COMPONENTS) + 1)
                for components in itertools.combinations(manifests.COMPONENTS, size)]
# What a pod of the restricted Pod Security level may mount.
RESTRICTED_VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected",
                      "secret"}
# What the server may hold for a byte of a document that it works on, by contract, and what it needs without any.
MEMORY_PER_BYTE, MEMORY_IDLE = 20, 64


@functools.cache
def rendered(overlay, components):
    return manifests.render(overlay, components)


@functools.cache
def parsed(overlay, components):
    return manifests.objects(rendered(overlay, components))


def pod_templates(objects):
    """(name, template) of everything that makes pods."""
    for o in objects:
        if template := o.get("spec", {}).get("template"):
            yield f"{o['kind']} {o['metadata']['name']}", template


def matches(selector, labels):
    return selector.items() <= labels.items()


def for_each_combination(test):
    """Runs a test with the objects of every combination."""
    @functools.wraps(test)
    def run(self):
        for overlay, components in COMBINATIONS:
            with self.subTest(overlay=overlay, components=components):
                test(self, parsed(overlay, components))
    return run


class Rendered(unittest.TestCase):

    def test_schema(self):
        with tempfile.TemporaryDirectory() as folder:
            for i, combination in enumerate(COMBINATIONS):
                pathlib.Path(folder, f"{i:03}.yaml").write_text(rendered(*combination))
            done = subprocess.run([SCHEMA, *sorted(map(str, pathlib.Path(folder).iterdir()))], capture_output=True,
                                  text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        print(f"\n{len(COMBINATIONS)} renderings, {done.stdout.strip()}")

    def test_schema_knows_what_is_wrong(self):
        text = rendered("prod", ())
        for right, wrong in (("failureThreshold:", "failureTreshold:"), ("readOnlyRootFilesystem:", "readonlyRootFilesystem:"),
                             ("kind: Service\n", "kind: Servise\n"), ("maxReplicas: 30", "maxReplicas: many")):
            self.assertIn(right, text)
            with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
                file.write(text.replace(right, wrong, 1))
                file.flush()
                done = subprocess.run([SCHEMA, file.name], capture_output=True, text=True)
            self.assertEqual(done.returncode, 1, wrong)
            self.assertNotEqual(done.stderr, "")

    @for_each_combination
    def test_all_in_one_restricted_namespace(self, objects):
        namespace, = (o for o in objects if o["kind"] == "Namespace")
        self.assertEqual(namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"], "restricted")
        for o in objects:
            if o is not namespace:
                self.assertEqual(o["metadata"].get("namespace"), namespace["metadata"]["name"], o["metadata"]["name"])

    @for_each_combination
    def test_selectors_match(self, objects):
        servers = manifests.deployment(objects)["spec"]["template"]["metadata"]["labels"]
        named = {(o["kind"], o["metadata"]["name"]) for o in objects}
        for o in objects:
            spec = o.get("spec", {})
            if o["kind"] == "Service":
                self.assertTrue(matches(spec["selector"], servers))
            if o["kind"] in ("Deployment", "PodDisruptionBudget"):
                self.assertTrue(matches(spec["selector"]["matchLabels"], servers))
            if o["kind"] == "Deployment":
                for constraint in spec["template"]["spec"]["topologySpreadConstraints"]:
                    self.assertTrue(matches(constraint["labelSelector"]["matchLabels"], servers))
            if o["kind"] == "HorizontalPodAutoscaler":
                target = spec["scaleTargetRef"]
                self.assertIn((target["kind"], target["name"]), named)
                self.assertNotIn("replicas", manifests.deployment(objects)["spec"])
            if o["kind"] == "NetworkPolicy":
                self.assertTrue(matches(spec["podSelector"]["matchLabels"], servers))

    @for_each_combination
    def test_what_pods_refer_to_is_there(self, objects):
        named = {(o["kind"], o["metadata"]["name"]) for o in objects}
        secrets = {o["spec"]["secretName"] for o in objects if o["kind"] == "Certificate"}
        for name, template in pod_templates(objects):
            pod = template["spec"]
            self.assertIn(("ServiceAccount", pod["serviceAccountName"]), named, name)
            volumes = {volume["name"]: volume for volume in pod.get("volumes", [])}
            for volume in volumes.values():
                if config := volume.get("configMap"):
                    self.assertIn(("ConfigMap", config["name"]), named, name)
                if secret := volume.get("secret"):
                    self.assertIn(secret["secretName"], secrets, name)
                if claim := volume.get("persistentVolumeClaim"):
                    self.assertIn(("PersistentVolumeClaim", claim["claimName"]), named, name)
            for container in pod["containers"]:
                for mount in container.get("volumeMounts", []):
                    self.assertIn(mount["name"], volumes, name)

    @for_each_combination
    def test_ports_exist(self, objects):
        container = manifests.server(manifests.deployment(objects)["spec"]["template"]["spec"])
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        self.assertEqual(set(ports.values()), set(self.listened(container)))
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            self.assertIn(container[probe]["grpc"]["port"], ports.values(), probe)
        for o in objects:
            if o["kind"] == "Service":
                for port in o["spec"]["ports"]:
                    self.assertIn(port["targetPort"], ports)
            if o["kind"] == "NetworkPolicy":
                for rule in o["spec"]["ingress"]:
                    self.assertLessEqual({port["port"] for port in rule["ports"]}, set(ports))

    @staticmethod
    def listened(container):
        """The ports that a server's flags have it listen on."""
        return [int(address.rpartition(":")[2]) for name, values in flags(container).items() if name.endswith("listen")
                for address in values]

    @for_each_combination
    def test_pool_matches_resources(self, objects):
        container = manifests.server(manifests.deployment(objects)["spec"]["template"]["spec"])
        resources = container["resources"]
        request, limit = (manifests.cores(resources[which]["cpu"]) for which in ("requests", "limits"))
        self.assertEqual(flags(container)["workers"], ["$(CPU_REQUEST)"])
        source, = (e["valueFrom"]["resourceFieldRef"] for e in container["env"] if e["name"] == "CPU_REQUEST")
        self.assertEqual((source["resource"], source["divisor"], source["containerName"]),
                         ("requests.cpu", "1", container["name"]))
        workers = math.ceil(request)  # as the kubelet rounds
        self.assertGreaterEqual(limit, workers)

        document = mebibytes(flags(container)["max-document-bytes"][0])
        waiting = int(flags(container)["queue"][0])
        most = MEMORY_IDLE + document * (MEMORY_PER_BYTE * workers + waiting)
        self.assertGreaterEqual(mebibytes(resources["limits"]["memory"]), most)

    @for_each_combination
    def test_a_rollout_and_a_drain_fail_no_call(self, objects):
        deployment = manifests.deployment(objects)["spec"]
        self.assertEqual(deployment["strategy"]["rollingUpdate"]["maxUnavailable"], 0)
        pod = deployment["template"]["spec"]
        told = flags(manifests.server(pod))
        delay, deadline = seconds(told["drain-delay"][0]), seconds(told["drain-deadline"][0])
        # Calls in flight end within it, and what cancels them after it.
        self.assertGreater(pod["terminationGracePeriodSeconds"], delay + deadline + 1)
        # Not ready, as the kubelet sees it, before new connections are refused.
        probe = manifests.server(pod)["readinessProbe"]
        self.assertGreaterEqual(delay, probe["periodSeconds"] * probe["failureThreshold"] + probe["timeoutSeconds"])

    @for_each_combination
    def test_every_container_is_restricted(self, objects):
        for name, template in pod_templates(objects):
            pod = template["spec"]
            with self.subTest(pod=name):
                self.assertIs(pod["automountServiceAccountToken"], False)
                self.assertIs(pod["securityContext"]["runAsNonRoot"], True)
                self.assertEqual(pod["securityContext"]["runAsUser"], 65532)
                self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
                for shared in ("hostNetwork", "hostPID", "hostIPC"):
                    self.assertNotIn(shared, pod)
                for volume in pod.get("volumes", []):
                    self.assertLessEqual(set(volume) - {"name"}, RESTRICTED_VOLUMES)
                for container in pod["containers"] + pod.get("initContainers", []):
                    self.assertEqual(container["securityContext"], {
                        "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                        "capabilities": {"drop": ["ALL"]}})
                    for which in ("requests", "limits"):
                        self.assertEqual(set(container["resources"][which]), {"cpu", "memory"})


class Started(unittest.TestCase):
    """The server takes the flags and files that the manifests give it."""

    def command(self, objects, folder):
        """The server's arguments, on a port of this machine, and with its ConfigMaps laid out in a folder."""
        pod = manifests.deployment(objects)["spec"]["template"]["spec"]
        container = manifests.server(pod)
        replaced = {"$(CPU_REQUEST)": str(math.ceil(manifests.cores(container["resources"]["requests"]["cpu"]))),
                    "--log-format=json": "--log-format=text"}
        maps = {o["metadata"]["name"]: o["data"] for o in objects if o["kind"] == "ConfigMap"}
        volumes = {volume["name"]: volume for volume in pod.get("volumes", [])}
        for mount in container.get("volumeMounts", []):
            if config := volumes[mount["name"]].get("configMap"):
                path = pathlib.Path(folder, mount["name"])
                path.mkdir()
                for name, content in maps[config["name"]].items():
                    (path / name).write_text(content)
                replaced[mount["mountPath"]] = str(path)
        arguments = [a for a in container["args"] if not a.startswith("--listen=") and not a.startswith("--drain-delay=")]
        for what, by in replaced.items():
            arguments = [argument.replace(what, by) for argument in arguments]
        return arguments

    def test_flags(self):
        for overlay in manifests.OVERLAYS:
            with self.subTest(overlay=overlay), tempfile.TemporaryDirectory() as folder:
                with Server(TEXTCLEAND, *self.command(parsed(overlay, ()), folder)) as server:
                    done = subprocess.run([TEXTCLEAN, "clean", f"--server={server.address}", "-"], check=True,
                                          input="한빛시가 22일 강변의 다리를 모두 점검했다.\n", capture_output=True, text=True)
                self.assertIn("점검했다.", done.stdout)

    def test_rules(self):
        page = "한빛일보 멤버십으로 더 깊이 읽기\n\n한빛시가 22일 강변의 다리를 모두 점검했다.\n시는 이음매를 먼저 바꾼다고 밝혔다.\n"
        with tempfile.TemporaryDirectory() as folder:
            with Server(TEXTCLEAND, *self.command(parsed("prod", ("rules",)), folder)) as server:
                done = subprocess.run([TEXTCLEAN, "clean", f"--server={server.address}", "--output=json", "-"], check=True,
                                      input=page, capture_output=True, text=True)
        self.assertIn('"rule":"local.membership-banner"', done.stdout)
        self.assertIn("local.1", done.stdout)


if __name__ == "__main__":
    if manifests.renderer() is None:
        sys.exit("kubernetes_test: needs kubectl or kustomize; KUSTOMIZE names the latter")
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[4:]])
