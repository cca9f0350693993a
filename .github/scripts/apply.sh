#!/usr/bin/env bash
# apply.sh STACK FOLDER NAME DIGEST: applies the plan that keep-plan.sh kept under NAME, if it has that digest.
set -euo pipefail
stack=$1 folder=$2 name=$3 digest=$4

umask 077
mkdir -p "$folder"
cd "infra/cdktf.out/stacks/$stack"
bucket=$(jq -er .terraform.backend.s3.bucket cdk.tf.json)
aws s3 cp --only-show-errors "s3://$bucket/plans/$stack/$name.tar.gz" "$folder/kept.tar.gz"
echo "$digest  $folder/kept.tar.gz" | sha256sum --check --quiet
tar -C "$folder" -xzf "$folder/kept.tar.gz"

# With the very provider that made the plan.
cp "$folder/.terraform.lock.hcl" .
terraform init -input=false -no-color -lockfile=readonly
terraform apply -input=false -no-color -lock-timeout=5m "$folder/plan.bin"
