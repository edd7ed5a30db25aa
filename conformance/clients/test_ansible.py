"""One playbook of Ansible's own AWS modules: makes a site, finds nothing to do, changes it, removes it."""

import pathlib
import re
import urllib.request

from box import IMAGE, eventually, free_port
from tools import run

PLAYBOOK = pathlib.Path(__file__).with_name("playbook.yml")


def play(box, **values):
    """Runs the playbook; answers how many tasks changed something, and all it said."""
    words = [f"-e{name}={value}" for name, value in values.items()]
    said = run(box, "ansible-playbook", "-i", "localhost,", *words, PLAYBOOK)
    counts = re.search(r"changed=(\d+) +unreachable=0 +failed=0", said)
    return int(counts[1]), said


def page(port, path="/"):
    """What the balancer answers; nothing while it has no healthy target. All balancers share the machine's loopback."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def test_a_site_is_made_kept_changed_and_removed(box):
    port = free_port()
    account = box.client("sts").get_caller_identity()["Account"]
    values = {"listen": port, "image": IMAGE, "account": account}
    changed, said = play(box, **values)
    assert changed >= 8, said
    assert "internal-ansible-site" in said
    eventually(lambda: "one" in page(port), "the page of the first version")
    changed, said = play(box, **values)
    assert changed == 0, said
    changed, said = play(box, **values, version="two", count=2)
    assert changed >= 2, said
    eventually(lambda: "two" in page(port), "the page of the second version")
    changed, said = play(box, state="absent", **values)
    assert changed >= 8, said
    assert not [c for c in box.client("ecs").list_clusters()["clusterArns"] if "ansible" in c]
    elb = box.client("elbv2")
    assert not elb.describe_load_balancers()["LoadBalancers"] and not elb.describe_target_groups()["TargetGroups"]
    groups = box.client("ec2").describe_security_groups()["SecurityGroups"]
    assert [g["GroupName"] for g in groups] == ["default"]
