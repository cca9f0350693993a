#!/usr/bin/env bash
# report-drift.sh STACK FOLDER: FOLDER holds review.md, and a file `changes` with true or false. Opens one issue a stack
# when it has drifted, rewrites it while it does, closes it when it does not. Wants GH_TOKEN, GH_REPO and RUN_URL.
set -euo pipefail
stack=$1 folder=$2

marker="<!-- tarotchat:drift:$stack -->"
number=$(gh api --paginate "repos/$GH_REPO/issues?state=open&per_page=100" | jq -rs --arg marker "$marker" \
  '[.[][] | select(.pull_request == null and .user.login == "github-actions[bot]"
    and ((.body // "") | startswith($marker)))][0].number // empty')

if [[ $(cat "$folder/changes") == true ]]; then
  body="$folder/issue.md"
  {
    echo "$marker"
    echo "The account is not what \`main\` says: somebody changed it by hand, or a deployment waits or failed."
    echo "Below is what the next apply would do; [the run]($RUN_URL) found it. This issue closes itself."
    echo
    # Without the review's own marker.
    tail -n +2 "$folder/review.md"
  } > "$body"
  if [[ -n $number ]]; then
    gh api --silent -X PATCH "repos/$GH_REPO/issues/$number" -F "body=@$body"
  else
    gh api --silent -X POST "repos/$GH_REPO/issues" -f "title=Drift: $stack" -F "body=@$body"
  fi
elif [[ -n $number ]]; then
  gh api --silent -X POST "repos/$GH_REPO/issues/$number/comments" -f "body=The account is what \`main\` says again: $RUN_URL"
  gh api --silent -X PATCH "repos/$GH_REPO/issues/$number" -f state=closed -f state_reason=completed
fi
