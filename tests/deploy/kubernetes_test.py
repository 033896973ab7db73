#!/usr/bin/env python3
"""The Kubernetes objects: every overlay with every set of components.

    kubernetes_test.py TEXTCLEAND TEXTCLEAN SCHEMA-PROGRAM [PYTHON_TEST_ARGUMENTS...]

SCHEMA-PROGRAM is tests/deploy/schema, built. Needs kubectl or kustomize (see manifests.py) and Python's YAML.
"""

import functools
import itertools
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.request

import grpc

import manifests
from manifests import flags, mebibytes, seconds

sys.path.insert(0, str(manifests.SOURCE / "tests/callers"))
from certificates import Certificates  # noqa: E402
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

    def test_the_guides_sample(self):
        guide = (manifests.SOURCE / "deploy/README.md").read_text()
        sample, = re.findall(r"```yaml\n(apiVersion: kustomize.*?)```", guide, re.DOTALL)
        with tempfile.TemporaryDirectory() as folder:
            here = os.path.relpath(manifests.KUBERNETES, os.path.realpath(folder))
            sample = re.sub(r"https://\S+//deploy/kubernetes(\S+)\?ref=\S+", rf"{here}\1", sample)
            pathlib.Path(folder, "kustomization.yaml").write_text(sample)
            shutil.copytree(manifests.KUBERNETES / "components/rules", f"{folder}/rules")
            pathlib.Path(folder, "rules/rules.textproto").write_text("# ours\n")
            objects = manifests.objects(manifests.build(folder))
        self.assertEqual(manifests.server(manifests.deployment(objects)["spec"]["template"]["spec"])["image"],
                         "registry.example/textclean:0.1.0")
        rules, = (o for o in objects if o["kind"] == "ConfigMap" and o["metadata"]["name"].startswith("textclean-rules-"))
        self.assertEqual(rules["data"], {"rules.textproto": "# ours\n"})
        volume, = (v for v in manifests.deployment(objects)["spec"]["template"]["spec"]["volumes"] if v["name"] == "rules")
        self.assertEqual(volume["configMap"]["name"], rules["metadata"]["name"])

    def test_the_guide_tells_of_every_alert_and_component(self):
        guide = (manifests.SOURCE / "deploy/README.md").read_text()
        rules, = (o for o in parsed("prod", ("monitoring",)) if o["kind"] == "PrometheusRule")
        for name in manifests.COMPONENTS + [rule["alert"] for group in rules["spec"]["groups"] for rule in group["rules"]]:
            self.assertIn(f"`{name}`", guide)

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
            if o["kind"] == "ServiceMonitor":
                watched, = (service for service in objects if service["kind"] == "Service" and
                            matches(spec["selector"]["matchLabels"], service["metadata"].get("labels", {})))
                self.assertEqual({endpoint["port"] for endpoint in spec["endpoints"]},
                                 {port["name"] for port in watched["spec"]["ports"]})
            if o["kind"] == "Job":
                # The network policy lets it in, and no Service or budget takes it for a server.
                labels = spec["template"]["metadata"]["labels"]
                self.assertEqual(labels["textclean-client"], "true")
                self.assertNotEqual(labels["app.kubernetes.io/component"], servers["app.kubernetes.io/component"])

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
        waiting = mebibytes(flags(container)["queue-bytes"][0])
        most = MEMORY_IDLE + MEMORY_PER_BYTE * workers * document + waiting
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
    """The server takes the flags, variables and files that the manifests give it, and does what they are for."""

    @classmethod
    def setUpClass(cls):
        cls.stubs = cls.enterClassContext(tempfile.TemporaryDirectory())
        subprocess.run([manifests.SOURCE / "client/python/generate", cls.stubs], check=True)

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def start(self, objects):
        """The server as a pod would start it, but for the ports and the wait at its end; its volumes are folders of their names."""
        pod = manifests.deployment(objects)["spec"]["template"]["spec"]
        container = manifests.server(pod)
        replaced = {"$(CPU_REQUEST)": str(math.ceil(manifests.cores(container["resources"]["requests"]["cpu"]))),
                    "--log-format=json": "--log-format=text"}
        maps = {o["metadata"]["name"]: o["data"] for o in objects if o["kind"] == "ConfigMap"}
        for mount in container.get("volumeMounts", []):
            volume, = (volume for volume in pod["volumes"] if volume["name"] == mount["name"])
            folder = self.folder / volume["name"]
            folder.mkdir(exist_ok=True)
            replaced[mount["mountPath"]] = str(folder)
            if config := volume.get("configMap"):
                for name, content in maps[config["name"]].items():
                    (folder / name).write_text(content)
        arguments = [re.sub(r"^(--(?:\w+-)?listen=.*):\d+$", r"\1:0", argument) for argument in container["args"]]
        arguments = [re.sub(r"^--drain-delay=.*", "--drain-delay=0s", argument) for argument in arguments]
        for what, by in replaced.items():
            arguments = [argument.replace(what, by) for argument in arguments]
        return Server(TEXTCLEAND, *arguments, environment=manifests.environment(container))

    def clean(self, server, page, *options):
        return subprocess.run([TEXTCLEAN, "clean", f"--server={server.address}", *options, "-"], input=page, check=True,
                              capture_output=True, text=True).stdout

    def test_flags(self):
        for overlay in manifests.OVERLAYS:
            with self.subTest(overlay=overlay), self.start(parsed(overlay, ())) as server:
                self.assertIn("점검했다.", self.clean(server, "한빛시가 22일 강변의 다리를 모두 점검했다.\n"))

    def test_rules(self):
        page = "한빛일보 멤버십으로 더 깊이 읽기\n\n한빛시가 22일 강변의 다리를 모두 점검했다.\n시는 이음매를 먼저 바꾼다고 밝혔다.\n"
        with self.start(parsed("prod", ("rules",))) as server:
            answer = self.clean(server, page, "--output=json")
        self.assertIn('"rule":"local.membership-banner"', answer)
        self.assertIn("local.1", answer)

    def test_mutual_tls(self):
        objects = parsed("prod", ("mtls",))
        made = self.issue(objects)
        known, stranger = made.folder / "textclean-client", made.issue("stranger", "stranger")
        with self.start(objects) as server:
            for name in ("textclean-headless", "textclean.textclean.svc"):
                self.assertEqual(self.clean_over_tls(server, name, made.ca, known), 0)
            self.assertEqual(self.clean_over_tls(server, name, made.ca, stranger), 1)
            self.assertEqual(self.clean_over_tls(server, "textclean.other", made.ca, known), 1)
            health, = (found[1] for line in server.log if (found := re.search(r" health_address=0.0.0.0:(\d+)", line)))
            with grpc.insecure_channel(f"127.0.0.1:{health}") as channel:
                check = channel.unary_unary("/grpc.health.v1.Health/Check")
                probes = manifests.server(manifests.deployment(objects)["spec"]["template"]["spec"])
                for probe in ("startupProbe", "livenessProbe"):
                    service = probes[probe]["grpc"].get("service", "").encode()
                    asked = bytes([0x0a, len(service)]) + service if service else b""
                    self.assertEqual(check(asked, timeout=30), b"\x08\x01", probe)

    def issue(self, objects):
        """What cert-manager would: certificates by their names, the server's where its pod looks for it."""
        made = Certificates(self.folder / "made")
        for o in objects:
            if o["kind"] == "Certificate" and "dnsNames" in o["spec"]:
                made.issue(o["metadata"]["name"], *o["spec"]["dnsNames"])
        (self.folder / "tls").mkdir()
        for made_name, name in (("textclean-server.crt", "tls.crt"), ("textclean-server.key", "tls.key"), ("ca.crt", "ca.crt")):
            shutil.copy(made.folder / made_name, self.folder / "tls" / name)
        return made

    def test_batch(self):
        """Two shards, the second of which was interrupted in the middle of a line, over the TLS of component mtls."""
        objects = parsed("prod", ("batch", "mtls"))
        job, = (o["spec"] for o in objects if o["kind"] == "Job")
        container, = job["template"]["spec"]["containers"]
        self.assertLessEqual(job["parallelism"], job["completions"])
        self.assertEqual(job["completionMode"], "Indexed")
        (self.folder / "in").mkdir()
        (self.folder / "out").mkdir()
        for shard in range(2):
            documents = [{"id": f"{shard}-{i}", "text": f"한빛시가 {i}일 강변의 다리를 모두 점검했다."} for i in range(50)]
            (self.folder / f"in/{shard}.jsonl").write_text(
                "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents))
        made = self.issue(objects)
        with self.start(objects) as server:
            def run(shard):
                arguments = container["args"]
                for what, by in (("$(JOB_COMPLETION_INDEX)", str(shard)), ("/data/", f"{self.folder}/"),
                                 ("dns:///textclean-headless:50051", server.address),
                                 ("/etc/textclean/tls/ca.crt", str(made.ca)),
                                 ("/etc/textclean/tls/tls.", f"{made.folder}/textclean-client.")):
                    arguments = [argument.replace(what, by) for argument in arguments]
                subprocess.run([TEXTCLEAN, *arguments, "--tls-server-name=textclean-headless"], check=True)
                return (self.folder / f"out/{shard}.jsonl").read_text()

            whole = [run(0), run(1)]
            for shard in range(2):
                ids = [json.loads(line)["response"]["clean"]["document"]["id"] for line in whole[shard].splitlines()]
                self.assertEqual(ids, [f"{shard}-{i}" for i in range(50)])
            (self.folder / "out/1.jsonl").write_text(whole[1][:len(whole[1]) // 2])
            self.assertEqual(run(1), whole[1])

    def test_metrics_that_alerts_and_dashboards_read_are_there(self):
        objects = parsed("prod", ("monitoring",))
        read = "".join(json.dumps(o) for o in objects if o["kind"] == "PrometheusRule")
        dashboard, = (o for o in objects if o["kind"] == "ConfigMap")
        read += "".join(target["expr"] for panel in json.loads(dashboard["data"]["textclean.json"])["panels"]
                        for target in panel["targets"])
        names = set(re.findall(r"\b(?:textclean|grpc_server|process)_\w+", read))
        self.assertGreater(len(names), 10)
        with self.start(objects) as server:
            self.clean(server, "한빛시가 22일 강변의 다리를 모두 점검했다.\n")
            port, = (found[1] for line in server.log if (found := re.search(r" metrics_address=0.0.0.0:(\d+)", line)))
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
                served = answer.read().decode()
        # A certificate's end is told where there is a certificate.
        for name in names - {"textclean_tls_certificate_expiry_timestamp_seconds"}:
            self.assertRegex(served, rf"(?m)^{name}[ {{]")
        for label, value in re.findall(r'\b(\w+)=\\?"([A-Z_a-z]+)\\?"', read):
            if label != "job":
                self.assertIn(f'{label}="{value}"', served)

    def clean_over_tls(self, server, name, ca, client):
        """The exit status of the sample in Python, which expects the server to be called `name`."""
        page = self.folder / "page.txt"
        page.write_text("한빛시가 22일 강변의 다리를 모두 점검했다.\n")
        return subprocess.run(
            [sys.executable, manifests.SOURCE / "client/python/clean_page.py", f"--server={server.address}",
             "--deadline=5", "--tls", f"--tls-name={name}", f"--ca={ca}", f"--cert={client}.crt", f"--key={client}.key",
             page], capture_output=True, env={**os.environ, "PYTHONPATH": self.stubs}).returncode


if __name__ == "__main__":
    if manifests.renderer() is None:
        sys.exit("kubernetes_test: needs kubectl or kustomize; KUSTOMIZE names the latter")
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[4:]])
