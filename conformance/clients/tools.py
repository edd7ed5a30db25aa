"""Where the tools are, and how they are run."""

import os
import subprocess

from box import REGION, ROOT

# A place of its own: Ansible brings half a gigabyte of files along.
TOOLS = ROOT / ".venv/clients"
PATIENCE = 300


def environment(box):
    """The variables by which every AWS client finds the installation."""
    access = box.access()
    return {
        "HOME": str(box.user),
        "PATH": f"{TOOLS}/bin:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "AWS_ENDPOINT_URL": access["endpoint"],
        "AWS_ACCESS_KEY_ID": access["access_key_id"],
        "AWS_SECRET_ACCESS_KEY": access["secret_access_key"],
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_LOCALHOST_WARNING": "0",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        "ANSIBLE_HOME": str(box.user / "ansible"),
        "ANSIBLE_PYTHON_INTERPRETER": f"{TOOLS}/bin/python",
    }


def run(box, *command, ok=(0,), **more):
    """A tool's output, once it ended as it should."""
    command = [str(c) for c in command]
    done = subprocess.run(command, env=environment(box), capture_output=True, text=True, timeout=PATIENCE, **more)
    assert done.returncode in ok, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr
