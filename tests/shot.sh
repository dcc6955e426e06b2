#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of the real program on the sample project: every page and state, light and dark, small and large, in build/shots.
# "./dev shot" sets it up; it knows the pages by name and drives nothing but keys and the pointer.
#
#   shot.sh [--keep] [--contrast] [--locale NAME] [--scale N] [--size WxH] [--scheme light|dark] [PAGE...]
#
#   --keep      renew data/screenshots, which README and metainfo show
#   --contrast  high contrast          --scale N   text N times as large
#   --locale    another language, as ar_EG.UTF-8
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
build=${GLS_BUILD_ROOT:-$here/../build}
all_pages="welcome annotate inspector claim chain chooser overlap links linker alike history note suggestions
  unsure find search bulk tabs sides review codebook help shortcuts preferences"

# Selects these words by finding them.
find_words ()
{
  xdotool key ctrl+f
  sleep 0.5
  xdotool type --delay 15 "$1"
  sleep 1
  xdotool key Return
  sleep 0.3
  xdotool key Escape
  sleep 0.5
}

# What a page shows beyond what the window opens with.
drive ()
{
  case $1 in
    inspector)
      find_words "laid down"
      xdotool key alt+Down
      ;;
    claim)
      find_words "laid down"
      xdotool key alt+Down alt+Up
      ;;
    chain)
      find_words "law enforcement had reports of harbour workers picketing in Lutna as well"
      xdotool key c
      sleep 0.5
      xdotool key space
      ;;
    chooser) find_words "picketing" ;;
    overlap)
      # Marks within marks within marks, and one beside them.
      find_words "law enforcement had reports of harbour workers picketing in Lutna as well"
      xdotool key c Escape
      for words in "enforcement had reports of harbour workers picketing" "reports of harbour workers" "harbour" "workers picketing in Lutna"; do
        find_words "$words"
        xdotool key g
      done
      ;;
    links) xdotool key ctrl+shift+l ;;
    linker)
      find_words "Rafik"
      xdotool key alt+Down
      sleep 0.5
      xdotool key ctrl+k
      sleep 0.5
      xdotool key ctrl+a
      xdotool type --delay 20 "Mar"
      ;;
    alike)
      find_words "harbour"
      xdotool key g
      sleep 0.5
      xdotool key ctrl+d
      ;;
    history)
      # From the note one on, and open.
      find_words "picketing in Lutna"
      xdotool key g
      sleep 0.5
      xdotool key o
      sleep 0.5
      xdotool key ctrl+m
      sleep 0.5
      xdotool key Tab space
      ;;
    note)
      find_words "laid down"
      xdotool key alt+Down
      sleep 0.5
      xdotool key ctrl+m
      sleep 0.5
      xdotool type --delay 15 "The police say more; which of the two does the headline mean?"
      ;;
    unsure)
      find_words "laid down"
      xdotool key alt+Down ctrl+u
      ;;
    suggestions)
      find_words "17 were"
      xdotool key F8
      ;;
    find)
      xdotool key ctrl+f
      sleep 0.5
      xdotool type --delay 15 "harbour"
      ;;
    search)
      xdotool key ctrl+shift+f
      xdotool type --delay 20 "harbour /work(er|ing)s?/"
      sleep 1
      xdotool key Return Down Down
      ;;
    bulk)
      xdotool key ctrl+shift+f
      xdotool type --delay 20 "type:Person by:amira"
      sleep 1
      xdotool key Return
      sleep 1
      xdotool key Down ctrl+a
      sleep 0.5
      xdotool key o
      ;;
    tabs)
      xdotool key ctrl+t ctrl+Next
      sleep 1
      xdotool key ctrl+t ctrl+Next
      ;;
    sides)
      xdotool key ctrl+backslash ctrl+Next
      ;;
    review)
      xdotool key ctrl+4
      sleep 2
      xdotool key alt+Down
      ;;
    codebook) xdotool key ctrl+b ;;
    help) xdotool key F1 ;;
    shortcuts) xdotool key ctrl+question ;;
    preferences) xdotool key ctrl+comma ;;
  esac
}

# Runs inside run-x.sh: one page, one size, one scheme.
picture ()
{
  local page=$1 file=$2 before='' now='' tries=0
  local document=01-how-many-joined-the-strike
  local -a arguments=()
  # There a plugin has proposed something.
  [ "$page" != suggestions ] || document=02-ministry-corrects-flood-toll
  # Without a settings daemon GTK takes the resolution of letters from the server's resources.
  [ "$scale" = 1 ] || xprop -root -f RESOURCE_MANAGER 8s -set RESOURCE_MANAGER "Xft.dpi: $(awk "BEGIN { print 96 * $scale }")"
  if [ "$page" != welcome ]; then
    "$build/app/cli/gloss" new "$XDG_DATA_HOME/Strike and flood.gloss" >/dev/null
    "$build/app/cli/gloss" import --quiet "$XDG_DATA_HOME/Strike and flood.gloss" "$here/../data/sample/sample.jsonl"
    arguments=("$XDG_DATA_HOME/Strike and flood.gloss" --by amira --document "$document")
  fi
  # A pointer that rests on the text would show what is under it.
  xdotool mousemove "$((${GLS_X_SIZE%x*} / 2))" 1
  "$build/ui/glossator" ${arguments[@]+"${arguments[@]}"} >"$file.log" 2>&1 &
  local window=$!
  # The whole screen, in place of the size the window remembers.
  local id
  id=$(timeout 30 xdotool search --sync --onlyvisible --pid "$window" | tail -n 1)
  xdotool windowmove "$id" 0 0 windowsize "$id" "${GLS_X_SIZE%x*}" "${GLS_X_SIZE#*x}"
  sleep 2
  drive "$page"
  # Until the screen has been the same three times in a row, and is not empty.
  local same=0
  while [ "$same" -lt 3 ] && [ "$tries" -lt 60 ]; do
    sleep 0.4
    tries=$((tries + 1))
    kill -0 "$window" 2>/dev/null || { cat "$file.log" >&2; exit 1; }
    import -window root "$file"
    now=$(cksum <"$file")
    if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
    before=$now
  done
  kill "$window" 2>/dev/null || true
  wait "$window" 2>/dev/null || true
  if [ ! -s "$file" ] || [ "$(convert "$file" -unique-colors -format '%w' info:)" -lt 16 ]; then
    echo "shot: $file shows nothing" >&2
    exit 1
  fi
  # What the toolkit complains about belongs to the picture.
  if [ -s "$file.log" ]; then sed "s|^|shot: $page: |" "$file.log" >&2; fi
  rm -f "$file.log"
}

scale=${GLS_SHOT_SCALE:-1}
if [ "${1:-}" = --inside ]; then
  picture "$2" "$3"
  exit 0
fi

keep='' suffix='' sizes="1024x700 1600x1000" schemes="light dark"
while [ $# -gt 0 ]; do
  case $1 in
    --keep) keep=yes ;;
    --contrast) suffix=$suffix-contrast; export ADW_DEBUG_HIGH_CONTRAST=1 ;;
    --locale) suffix=$suffix-${2%%_*}; export LC_ALL=$2 LANGUAGE=${2%%_*}; shift ;;
    --scale) suffix=$suffix-x$2; export GLS_SHOT_SCALE=$2; shift ;;
    --size) sizes=$2; shift ;;
    --scheme) schemes=$2; shift ;;
    *) break ;;
  esac
  shift
done
# shellcheck disable=SC2206 # names without spaces
pages=(${@:-$all_pages})
shots=$build/shots
mkdir -p "$shots"
for page in "${pages[@]}"; do
  case " $(echo $all_pages) " in
    *" $page "*) ;;
    *) echo "shot: there is no page '$page'; there are: $all_pages" >&2; exit 2 ;;
  esac
  for size in $sizes; do
    for scheme in $schemes; do
      file=$shots/$page-$scheme-$size$suffix.png
      GLS_X_SIZE=$size GLS_X_TIMEOUT=90 ADW_DEBUG_COLOR_SCHEME=prefer-$scheme \
        "$here/run-x.sh" "$here/shot.sh" --inside "$page" "$file" </dev/null
      echo "$file"
    done
  done
done
if [ -n "$keep" ]; then
  mkdir -p "$here/../data/screenshots"
  convert "$shots/annotate-light-1600x1000.png" -strip -define png:compression-level=9 "$here/../data/screenshots/annotate.png"
  convert "$shots/annotate-dark-1024x700.png" -strip -define png:compression-level=9 "$here/../data/screenshots/annotate-dark.png"
  convert "$shots/review-light-1600x1000.png" -strip -define png:compression-level=9 "$here/../data/screenshots/review.png"
fi
