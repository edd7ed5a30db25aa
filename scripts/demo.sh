#!/usr/bin/env bash
# The case study, with the unmodified aws CLI and docker: build an image, push it, define the task, serve it behind a
# load balancer, roll a new version out under load, and see a broken one rolled back. Nothing is pulled.
#   demo.sh path/to/longshore
set -euo pipefail
cd "$(dirname "$0")/.."
longshore=$1
port=${PORT:-4580} name=longshore-web
registry=localhost:$port
# Logins of the demo stay apart from the user's own.
DOCKER_CONFIG=$(mktemp -d) && trap 'rm -rf "$DOCKER_CONFIG"' EXIT
export PATH="$PWD/.venv/bin:$PATH" AWS_PROFILE=longshore AWS_PAGER="" DOCKER_CONFIG DOCKER_BUILDKIT=0

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() { printf '$'; printf ' %q' "$@"; printf '\n'; "$@"; }
quiet() { printf '$'; printf ' %q' "$@"; printf '\n'; "$@" >/dev/null; }
ask() { aws "$@" --output text; }
# What the builder says of itself is of interest only when it fails.
build() {
  printf '$ docker build'; printf ' %q' "$@"; printf '\n'
  docker build -q "$@" >"$DOCKER_CONFIG/build" 2>&1 || { cat "$DOCKER_CONFIG/build"; exit 1; }
}

say "1. Start Longshore"
run "$longshore" up --port "$port"
quiet "$longshore" demo --image-only
run aws sts get-caller-identity --output json

say "2. Build an image and push it to ECR"
build -t "$name:1" --build-arg VERSION=1 examples/web
ask ecr describe-repositories --repository-names "$name" >/dev/null 2>&1 ||
  quiet aws ecr create-repository --repository-name "$name"
echo "$ aws ecr get-login-password | docker login --username AWS --password-stdin $registry"
aws ecr get-login-password | docker login --username AWS --password-stdin "$registry" 2>/dev/null
run docker tag "$name:1" "$registry/$name:1"
run docker push "$registry/$name:1"

say "3. Define the task"
containers='[{"name":"web","image":"'$registry/$name':1","memory":64,"portMappings":[{"containerPort":8080}],
  "logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/demo","awslogs-region":"us-east-1",
  "awslogs-stream-prefix":"demo","awslogs-create-group":"true"}}}]'
quiet aws ecs register-task-definition --family "$name" --network-mode awsvpc --container-definitions "$containers"

say "4. Put a load balancer in front"
vpc=$(ask ec2 describe-vpcs --query 'Vpcs[0].VpcId')
subnets=$(ask ec2 describe-subnets --query 'Subnets[].SubnetId')
# shellcheck disable=SC2086
quiet aws elbv2 create-load-balancer --name "$name" --subnets $subnets
balancer=$(ask elbv2 describe-load-balancers --names "$name" --query 'LoadBalancers[0].LoadBalancerArn')
address=$(ask elbv2 describe-load-balancers --names "$name" --query 'LoadBalancers[0].DNSName')
quiet aws elbv2 create-target-group --name "$name" --protocol HTTP --port 8080 --target-type ip --vpc-id "$vpc" \
  --health-check-interval-seconds 5 --health-check-timeout-seconds 2 --healthy-threshold-count 2
group=$(ask elbv2 describe-target-groups --names "$name" --query 'TargetGroups[0].TargetGroupArn')
quiet aws elbv2 modify-target-group-attributes --target-group-arn "$group" \
  --attributes Key=deregistration_delay.timeout_seconds,Value=5
ask elbv2 describe-listeners --load-balancer-arn "$balancer" --query 'Listeners[].Port' | grep -qw 8080 ||
  quiet aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 8080 \
    --default-actions "Type=forward,TargetGroupArn=$group"

say "5. Make the service: two tasks, with a circuit breaker"
if [ "$(ask ecs describe-services --services "$name" --query 'services[0].status')" != ACTIVE ]; then
  quiet aws ecs create-service --service-name "$name" --task-definition "$name" --desired-count 2 \
    --network-configuration "awsvpcConfiguration={subnets=[${subnets%%[[:space:]]*}]}" \
    --load-balancers "targetGroupArn=$group,containerName=web,containerPort=8080" \
    --deployment-configuration 'deploymentCircuitBreaker={enable=true,rollback=true}'
fi
run aws ecs wait services-stable --services "$name"
url=http://$address:8080/
run curl -sS --resolve "$address:8080:127.0.0.1" "$url"

say "6. Roll version 2 out, under load"
build -t "$registry/$name:2" --build-arg VERSION=2 examples/web
quiet docker push -q "$registry/$name:2"
"$longshore" load "$url" --rate 50 --seconds 30 >"$DOCKER_CONFIG/load" &
run "$longshore" deploy "$name" --image "$registry/$name:2"
wait $! || { cat "$DOCKER_CONFIG/load"; echo "✘ requests failed during the rollout" >&2; exit 1; }
tail -1 "$DOCKER_CONFIG/load"
run curl -sS --resolve "$address:8080:127.0.0.1" "$url"

say "7. A broken version is rolled back"
build -t "$registry/$name:broken" --file examples/web/broken.Dockerfile examples/web
quiet docker push -q "$registry/$name:broken"
code=0
run "$longshore" deploy "$name" --image "$registry/$name:broken" || code=$?
[ "$code" = 3 ] || { echo "✘ exit code 3 was expected, not $code" >&2; exit 1; }
run curl -sS --resolve "$address:8080:127.0.0.1" "$url"

printf '\n✔ Done. The page is at %s\n' "$url"
printf '  Go on: longshore top · longshore events %s · longshore logs %s --follow · stop everything with make down\n' "$name" "$name"
