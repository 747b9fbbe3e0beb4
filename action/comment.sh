#!/usr/bin/env bash
# Puts a report on a pull request as one comment, which later runs update; found again by a hidden marker.
#
#   WEIR_COMMENT   the Markdown file
#   WEIR_PATH      what was scanned: each has a comment of its own
#   WEIR_PR        the number of the pull request
#   WEIR_AUTHOR    whose comments are ours: nobody else's is touched, whatever it begins with
#   GH_REPO        owner/name
#   GH_TOKEN       may write on pull requests
set -euo pipefail

case $WEIR_PR in
    '' | *[!0-9]*)
        printf 'weir: no pull request to comment on\n' >&2
        exit 0
        ;;
esac
digest=$(printf '%s' "${WEIR_PATH:-.}" | sha256sum)
marker="<!-- weir ${digest%% *} -->"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
    printf '%s\n' "$marker"
    cat -- "$WEIR_COMMENT"
} >"$body"

# shellcheck disable=SC2016 # $ENV is jq's
mine='.[] | select(.user.login == $ENV.WEIR_AUTHOR and (.body | startswith($ENV.WEIR_MARKER))) | .id'
if ! ids=$(WEIR_MARKER=$marker gh api --paginate "repos/$GH_REPO/issues/$WEIR_PR/comments?per_page=100" --jq "$mine"); then
    printf '::warning::weir: the comments of the pull request cannot be read; the report is in the summary of this run\n'
    exit 0
fi
id=${ids%%$'\n'*}
if [ -n "$id" ]; then
    set -- --method PATCH "repos/$GH_REPO/issues/comments/$id"
else
    set -- --method POST "repos/$GH_REPO/issues/$WEIR_PR/comments"
fi
# A pull request from a fork has a token that only reads.
gh api "$@" -F "body=@$body" --silent ||
    printf '::warning::weir: the comment cannot be written; the report is in the summary of this run\n'
