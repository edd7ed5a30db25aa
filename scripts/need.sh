#!/usr/bin/env bash
# Makes sure that what is named is there, installing it on Debian where it is not; changes nothing that is.
#   need.sh [cargo] [engine] [python] [clients] [node] [skopeo] [podman]
set -euo pipefail
cd "$(dirname "$0")/.."

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install() {
  command -v apt-get >/dev/null || { echo "✘ $* is missing, and this is no Debian machine: install it by hand" >&2; exit 1; }
  echo "… installing $*"
  root apt-get update -qq
  root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_cargo() {
  command -v cargo >/dev/null || { echo "✘ cargo is missing: install Rust 1.88 or newer (rustup.rs)" >&2; exit 1; }
  command -v cc >/dev/null || install gcc libc6-dev
}

need_engine() {
  docker_ok() { curl -s --max-time 5 --unix-socket "${1:-/var/run/docker.sock}" http://engine/_ping 2>/dev/null | grep -q OK; }
  case ${DOCKER_HOST:-} in unix://*) if docker_ok "${DOCKER_HOST#unix://}"; then return; fi ;; esac
  if docker_ok; then return; fi
  command -v curl >/dev/null || install curl
  command -v dockerd >/dev/null || install docker.io iptables
  if [ -d /run/systemd/system ]; then
    root systemctl start docker
  else
    # Pid files that a killed engine left behind may name some other process by now, which would keep it from starting.
    pidof dockerd >/dev/null || root rm -f /var/run/docker.pid
    pidof containerd >/dev/null || root rm -f /var/run/docker/containerd/containerd.pid
    echo "… no container engine is running: starting dockerd (log: /var/log/longshore-dockerd.log)"
    root sh -c 'setsid dockerd >/var/log/longshore-dockerd.log 2>&1 </dev/null &'
  fi
  for _ in $(seq 150); do docker_ok && { echo "✔ container engine started"; return; }; sleep 0.2; done
  echo "✘ the container engine did not start; see 'journalctl -u docker' or /var/log/longshore-dockerd.log" >&2
  exit 1
}

need_python() {
  local stamp=.venv/requirements.txt
  cmp -s conformance/requirements.txt "$stamp" && return
  command -v python3 >/dev/null || install python3 python3-venv
  if [ ! -x .venv/bin/pip ]; then
    python3 -m venv .venv 2>/dev/null || { rm -rf .venv; install python3-venv; python3 -m venv .venv; }
  fi
  echo "… installing the AWS clients into .venv"
  .venv/bin/pip install --quiet --disable-pip-version-check -r conformance/requirements.txt
  cp conformance/requirements.txt "$stamp"
}

# Deployment tools in a place of their own: Ansible brings half a gigabyte of files along.
need_clients() {
  local stamp=.venv/clients/requirements.txt
  cmp -s conformance/clients/requirements.txt "$stamp" && return
  need_python
  echo "… installing Ansible and other deployment tools into .venv/clients"
  rm -rf .venv/clients
  python3 -m venv .venv/clients
  .venv/clients/bin/pip install --quiet --disable-pip-version-check -r conformance/clients/requirements.txt
  cp conformance/clients/requirements.txt "$stamp"
}

need_node() {
  local stamp=.venv/node/package.json
  cmp -s conformance/package.json "$stamp" && [ -d .venv/node/node_modules ] && return
  command -v node >/dev/null && command -v npm >/dev/null || install nodejs npm
  echo "… installing the JavaScript clients into .venv/node"
  mkdir -p .venv/node
  cp conformance/package.json "$stamp"
  npm install --prefix .venv/node --silent --no-audit --no-fund --no-package-lock >/dev/null || { rm -f "$stamp"; exit 1; }
}

need_podman() { command -v podman >/dev/null || install podman; }
need_skopeo() { command -v skopeo >/dev/null || install skopeo; }

for what in "$@"; do "need_$what"; done
