#!/usr/bin/env bash
# plan.sh STACK FOLDER: plans a synthesized stack into FOLDER: plan.bin, plan.json and the provider lock.
# Tells in GITHUB_OUTPUT whether there are `changes`. The plan holds secrets: FOLDER is nobody else's and is not uploaded
# as an artifact, and Terraform's own words stay in it. What may be shown is the review.
set -euo pipefail
stack=$1 folder=$2

umask 077
mkdir -p "$folder"
cd "infra/cdktf.out/stacks/$stack"
terraform init -input=false -no-color

code=0
# No lock: the role that plans may not write. What changes meanwhile makes the plan stale, and apply refuses it.
terraform plan -input=false -no-color -lock=false -detailed-exitcode -out="$folder/plan.bin" > "$folder/plan.log" || code=$?
case $code in
  0) changes=false ;;
  2) changes=true ;;
  *) exit "$code" ;;
esac

terraform show -json "$folder/plan.bin" > "$folder/plan.json"
cp .terraform.lock.hcl "$folder/"
echo "changes=$changes" >> "$GITHUB_OUTPUT"
