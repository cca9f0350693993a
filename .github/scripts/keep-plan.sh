#!/usr/bin/env bash
# keep-plan.sh STACK FOLDER NAME: puts the plan beside the state, which is as secret, and tells its `digest` in
# GITHUB_OUTPUT: apply takes these bytes and no others.
set -euo pipefail
stack=$1 folder=$2 name=$3

bucket=$(jq -er .terraform.backend.s3.bucket "infra/cdktf.out/stacks/$stack/cdk.tf.json")
tar -C "$folder" -czf "$folder/kept.tar.gz" plan.bin .terraform.lock.hcl
aws s3 cp --only-show-errors "$folder/kept.tar.gz" "s3://$bucket/plans/$stack/$name.tar.gz"
echo "digest=$(sha256sum "$folder/kept.tar.gz" | cut -d' ' -f1)" >> "$GITHUB_OUTPUT"
