#!/usr/bin/env bash
# Set up a Debian machine: system packages that are missing, a virtual environment, the locked dependencies.
# Usage: setup.sh PYTHON VENV. As root or with sudo it installs the packages; else it prints the line that does.
set -euo pipefail
python=$1
venv=$2

# What WeasyPrint opens at run time, by the names of the files.
declare -A packages=(
    [libpango-1.0.so.0]=libpango-1.0-0
    [libpangoft2-1.0.so.0]=libpangoft2-1.0-0
    [libharfbuzz-subset.so.0]=libharfbuzz-subset0
)
missing=()
libraries=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p)
for library in "${!packages[@]}"; do
    grep -qF "$library" <<<"$libraries" || missing+=("${packages[$library]}")
done
command -v "$python" >/dev/null || missing+=(python3)
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    missing+=(python3-venv)
fi

if ((${#missing[@]})); then
    install="apt-get install -y --no-install-recommends ${missing[*]}"
    if [[ $(id -u) == 0 ]]; then
        as_root=()
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
        as_root=(sudo)
    else
        printf 'These packages are missing: %s\nAs root, run:\n    apt-get update && %s\nThen run make again.\n' \
            "${missing[*]}" "$install" >&2
        exit 1
    fi
    echo "Installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; $python is $("$python" --version). Name another: make PYTHON=python3.11" >&2
    exit 1
fi
echo "Installing the locked Python packages into $venv"
[[ -x $venv/bin/python ]] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
