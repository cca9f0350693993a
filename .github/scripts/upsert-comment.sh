#!/usr/bin/env bash
# upsert-comment.sh FILE: writes FILE as a comment of the pull request NUMBER, over the one that begins with the same
# hidden line. Wants GH_TOKEN and GH_REPO.
set -euo pipefail
file=$1

marker=$(head -n 1 "$file")
if [[ $marker != '<!-- tarotchat:'*' -->' ]]; then
  echo "$file does not begin with a hidden marker" >&2
  exit 1
fi

id=$(gh api --paginate "repos/$GH_REPO/issues/$NUMBER/comments?per_page=100" | jq -rs --arg marker "$marker" \
  '[.[][] | select(.user.login == "github-actions[bot]" and (.body | startswith($marker)))][0].id // empty')
if [[ -n $id ]]; then
  gh api --silent -X PATCH "repos/$GH_REPO/issues/comments/$id" -F "body=@$file"
else
  gh api --silent -X POST "repos/$GH_REPO/issues/$NUMBER/comments" -F "body=@$file"
fi
