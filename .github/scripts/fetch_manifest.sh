#!/usr/bin/env bash
# Fetches the manifest of the site that is online, to hold a check or a build against it:
#
#     BASE_URL=https://example.com/blog/ fetch_manifest.sh FILE
#
# It ends in one of three ways, and says in which:
#
#   FILE is there   the manifest. Whether it is whole, `codeloom build --against FILE` says.
#   no FILE, 0      the first publication: no manifest is online, and no home page either.
#   no FILE, 1      anything else. Nobody knows what would be lost, so nothing may be published.
#
# FIRST_PUBLICATION=true is an operator's word that a site which has no manifest of Codeloom's may be
# replaced. It is of no effect where there is one, or where there is no whole answer.
set -euo pipefail

# Within a line of GitHub's, a percent sign begins an escape.
say() {
    printf '::%s::%s\n' "$1" "${2//\%/%25}"
}

stop() {
    say "error title=Nothing to compare with" "$1"
    exit 1
}

first() {
    say "notice title=First publication" "$1 Nothing is compared."
    exit 0
}

# Something is online that nothing is known of: only an operator can say that it may go.
replace() {
    if [ "${FIRST_PUBLICATION:-}" = true ]; then
        first "$1 It is replaced, as the operator says."
    fi
    stop "$1 There is no telling what would be lost. If it may be replaced, run the workflow Publish by hand with first-publication switched on."
}

# Puts the body into $body and the status into $status; stops when the answer is not whole. The
# query and the header keep a cache on the way from answering with an older file. No address of ours
# has a pattern in it, and no server may make us wait for longer than two minutes.
ask() {
    status=$(curl --silent --show-error --location --max-redirs 5 --proto '=http,https' --globoff \
        --compressed --header 'Cache-Control: no-cache' \
        --retry 3 --retry-max-time 120 --connect-timeout 20 --max-time 60 \
        --output "$body" --write-out '%{http_code}' "$1?at=$now") ||
        stop "$1 gave no whole answer (curl's exit code $?), so there is no telling what is online."
}

if [ $# -ne 1 ]; then
    echo "usage: BASE_URL=https://example.com/ fetch_manifest.sh FILE" >&2
    exit 2
fi
if [ -z "${BASE_URL:-}" ]; then
    stop "The address of the site is not known: BASE_URL is empty."
fi

case $BASE_URL in
    *[[:space:][:cntrl:]?#]*) stop "BASE_URL is no address of a site: it has a blank, a query or a fragment." ;;
    http://?* | https://?*) ;;
    *) stop "BASE_URL is no address of a site: it begins neither with https:// nor with http://." ;;
esac

file=$1
body=$file.part
home=${BASE_URL%/}/
manifest=${home}manifest.json
now=$(date +%s)-$$
trap 'rm -f "$body"' EXIT
rm -f "$file"

ask "$manifest"
case $status in
    200)
        if [ ! -s "$body" ]; then
            stop "$manifest answered with nothing in it, so there is no telling what is online."
        fi
        if ! grep -q '"codeloom":' "$body"; then
            replace "$manifest answered, but not with a manifest of Codeloom's."
        fi
        mv "$body" "$file"
        echo "$manifest says what is online: nothing of it may be lost."
        ;;
    404)
        ask "$home"
        case $status in
            404) first "Neither $manifest nor $home is there." ;;
            2??) replace "$home is there, and $manifest is not." ;;
            *) stop "$manifest is not there, and $home answered with HTTP status $status, so there is no telling what is online." ;;
        esac
        ;;
    *) stop "$manifest answered with HTTP status $status, so there is no telling what is online." ;;
esac
