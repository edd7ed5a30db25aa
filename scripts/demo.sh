#!/usr/bin/env bash
# The first story, with the unmodified aws CLI: register a task definition, run it, read its log and exit code.
#   demo.sh path/to/longshore
set -euo pipefail
cd "$(dirname "$0")/.."
longshore=$1
export PATH="$PWD/.venv/bin:$PATH" AWS_PROFILE=longshore AWS_PAGER=""

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() { printf '$'; printf ' %q' "$@"; printf '\n'; "$@"; }

say "1. Start Longshore"
run "$longshore" up --port "${PORT:-4580}"

say "2. Make a sample image (built in; nothing is pulled)"
run "$longshore" demo --image-only

say "3. Who am I?"
run aws sts get-caller-identity --output json

say "4. Register a task definition"
containers='[{"name":"hello","image":"longshore/sample:latest","cpu":64,"memory":64,
  "command":["print","Hello from ECS on this machine.","id","lines","3","200","exit","7"],
  "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/demo","awslogs-region":"us-east-1",
  "awslogs-stream-prefix":"demo","awslogs-create-group":"true"}}}]'
run aws ecs register-task-definition --family demo --container-definitions "$containers" \
  --query 'taskDefinition.taskDefinitionArn' --output text

say "5. Run it"
task=$(aws ecs run-task --task-definition demo --query 'tasks[0].taskArn' --output text)
echo "$task"
run aws ecs wait tasks-stopped --tasks "$task"

say "6. Its log"
run aws logs get-log-events --log-group-name /demo --log-stream-name "demo/hello/${task##*/}" --start-from-head \
  --query 'events[].message' --output text

say "7. Its exit code"
code=$(aws ecs describe-tasks --tasks "$task" --query 'tasks[0].containers[0].exitCode' --output text)
reason=$(aws ecs describe-tasks --tasks "$task" --query 'tasks[0].stoppedReason' --output text)
echo "exit code $code ($reason)"
[ "$code" = 7 ] || { echo "✘ exit code 7 was expected" >&2; exit 1; }

printf '\n✔ Done. Longshore goes on running: try `aws ecs list-tasks --desired-status STOPPED --profile longshore`; stop it with `make down`.\n'
