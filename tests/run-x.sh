#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command on an X server of its own (Xvfb on a free display), with a session bus, a window manager and private
# folders, and takes everything down again, whatever happens.
#
#   run-x.sh COMMAND [ARGUMENT...]
#
# GLS_X_SIZE     screen, default 1280x900
# GLS_X_TIMEOUT  seconds after which the command is killed, default 120
# GTK_A11Y       default none; journeys that read the accessibility tree set it to atspi
# Exits as the command does; 124 when its time ran out, 125 when no X server came up.
set -u

[ $# -gt 0 ] || { echo "usage: run-x.sh COMMAND [ARGUMENT...]" >&2; exit 2; }

place=$(mktemp -d "${TMPDIR:-/tmp}/gls-x.XXXXXX") || exit 125
server=
job=

clean_up ()
{
  trap - EXIT
  trap '' TERM INT HUP
  if [ -n "$job" ]; then
    kill "$job" 2>/dev/null
    wait "$job" 2>/dev/null
  fi
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
  fi
  rm -rf "$place"
}
trap clean_up EXIT
trap 'exit 143' TERM INT HUP

command -v Xvfb >/dev/null || { echo "run-x.sh: Xvfb is not installed (Debian: xvfb)" >&2; exit 125; }

# The server picks a free display itself and writes its number once it answers.
Xvfb -displayfd 3 -screen 0 "${GLS_X_SIZE:-1280x900}x24" -nolisten tcp -noreset -dpi 96 \
  3>"$place/display" >"$place/server.log" 2>&1 &
server=$!
tries=0
while [ ! -s "$place/display" ]; do
  tries=$((tries + 1))
  if [ $tries -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
    echo "run-x.sh: no X server came up" >&2
    cat "$place/server.log" >&2
    exit 125
  fi
  sleep 0.03
done

export DISPLAY=":$(cat "$place/display")"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XAUTHORITY
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable LIBGL_ALWAYS_SOFTWARE=1
export GTK_A11Y="${GTK_A11Y:-none}" GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1 NO_AT_BRIDGE=1
export GSETTINGS_BACKEND="${GSETTINGS_BACKEND:-memory}"
export XDG_RUNTIME_DIR="$place/run" XDG_CONFIG_HOME="$place/config" XDG_DATA_HOME="$place/data" \
  XDG_CACHE_HOME="$place/cache" XDG_STATE_HOME="$place/state"
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
[ "$GTK_A11Y" = none ] || unset NO_AT_BRIDGE

# Without a window manager no window gets the keyboard. It is up when the root window names its check window.
# shellcheck disable=SC2016
inside='
manager=
if command -v openbox >/dev/null; then
  openbox --sm-disable >/dev/null 2>&1 &
  manager=$!
  tries=0
  while command -v xprop >/dev/null && [ $tries -lt 60 ]; do
    case $(xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null) in *"window id"*) break ;; esac
    tries=$((tries + 1))
    sleep 0.03
  done
fi
"$@"
status=$?
[ -z "$manager" ] || kill "$manager" 2>/dev/null
exit $status'

if command -v dbus-run-session >/dev/null; then
  timeout -k 5 "${GLS_X_TIMEOUT:-120}" dbus-run-session -- sh -c "$inside" run-x "$@" <&0 &
else
  timeout -k 5 "${GLS_X_TIMEOUT:-120}" sh -c "$inside" run-x "$@" <&0 &
fi
job=$!
wait "$job"
status=$?
job=
exit $status
