#!/usr/bin/env bash
# See that PostgreSQL's programs are there for the tests, which start a server of their own; install them if need be.
# No cluster is made and no server started. Where they cannot be had it says so, and the tests do without.
set -euo pipefail
if compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; then
    exit 0
fi

give_up() {
    printf 'The tests will skip PostgreSQL: %s. As root, run: apt-get update && apt-get install postgresql\n' "$1" >&2
    exit 0
}
command -v apt-get >/dev/null || give_up "it is not installed, and there is no apt-get to install it"
if [[ $(id -u) == 0 ]]; then
    as_root=()
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
    as_root=(sudo)
else
    give_up "it is not installed, and that takes root or sudo"
fi

# What keeps the package from making a cluster is a setting; it is there only while the package is installed.
install=$(cat <<'EOF'
folder=/etc/postgresql-common/createcluster.d
setting=$folder/no-cluster-for-tests.conf
trap 'rm -f "$setting"; rmdir --ignore-fail-on-non-empty -p "$folder" 2>/dev/null || true' EXIT
mkdir -p "$folder"
echo 'create_main_cluster = false' >"$setting"
export DEBIAN_FRONTEND=noninteractive
patience=(-o Acquire::Retries=0 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20)
apt-get "${patience[@]}" update -qq
apt-get "${patience[@]}" install -qq -y --no-install-recommends postgresql
EOF
)
echo "Installing postgresql for the tests"
if ! output=$("${as_root[@]}" bash -euc "$install" 2>&1); then
    give_up "apt-get could not install it ($(tail -n 1 <<<"$output"))"
fi
