#!/bin/sh
# Prints the path of a Python that can make Yusa's environment, or says in one line what to
# install. The goal that asked is $1; PYTHON in the environment names one instead of searching.
set -u
goal=${1:-run}

# Any Python since 2.6 understands this; an old one must be able to say that it is old.
probe='
import sys
state = "old"
if sys.version_info >= (3, 11):
    state = "ok"
    try:
        import ensurepip, venv
    except ImportError:
        state = "bare"
sys.stdout.write(state + " %d.%d" % tuple(sys.version_info[:2]))
'

fail() {
    echo "yusa: $1" >&2
    exit 1
}

old='' bare=''

# Prints nothing and returns 1 for a Python that won't do, after noting why.
try() {
    path=$(command -v "$1" 2>/dev/null) || return 1
    # A version manager's shim exists for versions that aren't active, and then only complains.
    found=$("$path" -c "$probe" 2>/dev/null </dev/null) || return 1
    case $found in
        'ok '*) printf '%s\n' "$path"; exit 0 ;;
        'old '*) [ -n "$old" ] || old="$1 is ${found#old }" ;;
        'bare '*) [ -n "$bare" ] || bare=${found#bare } bare_path=${bare_path:-$path} ;;
    esac
    return 1
}

if [ -n "${PYTHON:-}" ]; then
    try "$PYTHON"
    [ -n "$old$bare" ] || fail "PYTHON=$PYTHON is not a Python that starts"
else
    # The system's own choice first; then the versions that Yusa is tested with.
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        try "$name"
    done
fi

if [ -n "$bare" ]; then
    fail "$bare_path has no ensurepip, so it can't make an environment; install it (Debian, Ubuntu: apt install python$bare-venv), then run again: make $goal"
fi
if [ -n "$old" ]; then
    fail "Python 3.11 or newer is needed, but $old; install one, or name it: make $goal PYTHON=/path/to/python3.12"
fi
fail "no Python found; install 3.11 or newer, or name it: make $goal PYTHON=/path/to/python3.12"
