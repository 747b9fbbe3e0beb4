#!/usr/bin/env bash
# Scans WEIR_PATH, compares it with the branch WEIR_BASE where that is given, and leaves the reports in WEIR_OUT.
#
#   WEIR_PATH     what to scan, from the repository's root
#   WEIR_BASE     the branch to compare with; empty: none
#   WEIR_FAIL_ON  the least severity that fails the check
#   WEIR_OUT      the folder for findings.json, weir.sarif, scan.md and comment.md
#   WEIR          the program; by default the one beside this script
#
# Writes code=, the exit code that the check ends with, to GITHUB_OUTPUT. Whatever the event names is data: it comes by
# environment, and stands behind `--` or in quotes.
set -euo pipefail

weir=${WEIR:-$(dirname "$0")/../weir}
path=${WEIR_PATH:-.}
base=${WEIR_BASE:-}
fail_on=${WEIR_FAIL_ON:-high}
out=$WEIR_OUT
mkdir -p "$out"

# Sets code to what a command ends with.
run() {
    code=0
    "$@" || code=$?
}

# Checks the base branch out beside this one, into $out/base.
check_base_out() {
    git check-ref-format "refs/heads/$base" || {
        printf 'weir: WEIR_BASE is no name of a branch\n' >&2
        return 1
    }
    # A checkout of depth 1 has no other branch; one that is there is not fetched again.
    if ! git rev-parse --verify --quiet "refs/remotes/origin/$base^{commit}" >/dev/null; then
        git fetch --quiet --no-tags --depth=1 origin "+refs/heads/$base:refs/remotes/origin/$base"
    fi
    git worktree add --quiet --force --detach "$out/base" "refs/remotes/origin/$base"
    trap 'git worktree remove --force "$out/base" >/dev/null 2>&1 || true' EXIT
}

# True where the base holds a file that may be code: the first pull request that adds some has nothing to be compared with.
base_holds_code() {
    [ -e "$out/base/$path" ] && [ -n "$(find "$out/base/$path" -name .git -prune -o -type f \
        \( -name '*.tf' -o -name '*.tofu' -o -name '*.json' -o -name '*.yaml' -o -name '*.yml' -o -name '*.template' \) \
        -print -quit)" ]
}

run "$weir" scan --fail-on "$fail_on" --format text --format "json=$out/findings.json" \
    --format "sarif=$out/weir.sarif" --format "markdown=$out/scan.md" -- "$path"
[ -f "$out/scan.md" ] || exit "$code"
cp "$out/scan.md" "$out/comment.md"

if [ -n "$base" ]; then
    check_base_out
    if base_holds_code; then
        run "$weir" diff --fail-on "$fail_on" --format text --format "json=$out/diff.json" \
            --format "markdown=$out/comment.md" -- "$out/base/$path" "$path"
    fi
fi
printf 'code=%s\n' "$code" >>"$GITHUB_OUTPUT"
