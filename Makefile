# Longshore's two commands are `make demo` and `make test`; the rest are shortcuts.
# Both install what is missing on a Debian machine (Docker engine, a Python venv with the aws CLI) and start an
# engine where none runs; run them as root or with sudo available for that.

SHELL := /bin/bash
HOME_DIR := $(CURDIR)/.longshore
BIN := $(CURDIR)/target/debug/longshore
PORT ?= 4580

.PHONY: help demo up down build test bench clean-demo

help:
	@echo "make demo   build, start, and play the case study: push, serve, roll out, roll back"
	@echo "make up     start Longshore with its state in .longshore (aws profile \"longshore\")"
	@echo "make down   stop it; containers keep running (longshore down --purge removes all)"
	@echo "make test   everything CI runs"
	@echo "make bench  the figures of SPECIFICATION.md, as ratios"

build:
	@scripts/need.sh cargo
	cargo build --package longshore

demo: build
	@scripts/need.sh engine python
	@PORT=$(PORT) LONGSHORE_HOME=$(HOME_DIR) scripts/demo.sh $(BIN)

up: build
	@scripts/need.sh engine
	@LONGSHORE_HOME=$(HOME_DIR) $(BIN) up --port $(PORT)

down:
	@LONGSHORE_HOME=$(HOME_DIR) $(BIN) down

test:
	@scripts/need.sh cargo engine python clients node skopeo podman
	cargo xtask ci

bench:
	@scripts/need.sh cargo engine python
	cargo xtask bench

clean-demo:
	@LONGSHORE_HOME=$(HOME_DIR) $(BIN) down --purge
