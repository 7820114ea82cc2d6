#!/bin/sh
# Starts, lists and stops compute nodes on machines that are reached by ssh.
#
#     crossover-nodes.sh start  HOSTS      start a node on each machine where none runs; give those that run the token
#     crossover-nodes.sh status HOSTS      say where one runs
#     crossover-nodes.sh stop   HOSTS      hand the runs back and end it
#
# HOSTS is a file: a line for each machine with its name as ssh knows it and, if it is not to use all of its
# processors, a number of threads. Empty lines and lines that begin with # are left out. Set
#
#     CROSSOVER_COORDINATOR   the coordinator's address, such as http://lab.example:4280
#     CROSSOVER_TOKEN_FILE    a file with its token for nodes, or CROSSOVER_TOKEN, the token; it goes over ssh and into no
#                             command line
#     CROSSOVER_HOME          where the repository is on those machines (default: /opt/crossover)
#     CROSSOVER_SSH           the command, with options (default: ssh -o BatchMode=yes -o ConnectTimeout=10)
#
# On each machine ~/.crossover-node, readable by its owner only, holds the token, the node's process id and what it
# says. A token that was replaced is taken up by the nodes that run: "start" again with the new one.
set -eu

usage() {
  sed -n '2,18s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

[ $# -eq 2 ] || usage
action=$1
hosts=$2
home=${CROSSOVER_HOME:-/opt/crossover}
ssh_command=${CROSSOVER_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10}
[ -r "$hosts" ] || { echo "There is no file $hosts." >&2; exit 2; }

# What runs on the machines; it is expanded there.
# shellcheck disable=SC2016
prepare_there='
folder=$HOME/.crossover-node
# A number in a file may by now be that of another process.
runs() {
  [ -f "$folder/pid" ] && ps -p "$(cat "$folder/pid")" -o args= 2>/dev/null | grep -q "crossover.* node "
}
'
# The token comes by standard input.
# shellcheck disable=SC2016
start_there=$prepare_there'
umask 077
mkdir -p "$folder"
IFS= read -r token
printf "%s\n" "$token" >"$folder/token.new"
mv "$folder/token.new" "$folder/token"
if runs; then
  echo "runs already"
  exit 0
fi
PATH=$1/node_modules/.bin:$PATH
set -- "$1/node_modules/.bin/crossover" node --coordinator "$2" --token-file "$folder/token" --name "$3" ${4:+--threads "$4"}
nohup setsid "$@" </dev/null >>"$folder/log" 2>&1 &
echo $! >"$folder/pid"
sleep 1
if runs; then echo started; else
  rm -f "$folder/pid" "$folder/token"
  echo "it ended at once: $(tail -n 1 "$folder/log")" >&2
  exit 1
fi'
# shellcheck disable=SC2016
status_there=$prepare_there'
if runs; then echo runs; else echo "does not run"; fi'
# shellcheck disable=SC2016
stop_there=$prepare_there'
if ! runs; then
  rm -f "$folder/pid" "$folder/token"
  echo "does not run"
  exit 0
fi
kill "$(cat "$folder/pid")"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  runs || { rm -f "$folder/pid" "$folder/token"; echo stopped; exit 0; }
  sleep 0.5
done
echo "still runs after 10 s" >&2
exit 1'

# A word as the shell there has to read it.
quoted() {
  printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}

there() {
  host=$1
  threads=$2
  case $action in
    start)
      words="$(quoted "$home") $(quoted "$CROSSOVER_COORDINATOR") $(quoted "$host") $(quoted "$threads")"
      # shellcheck disable=SC2086 # the command may have options
      printf '%s\n' "$CROSSOVER_TOKEN" | $ssh_command "$host" "sh -c $(quoted "$start_there") sh $words"
      ;;
    status)
      # shellcheck disable=SC2086
      $ssh_command "$host" "sh -c $(quoted "$status_there") sh" </dev/null
      ;;
    stop)
      # shellcheck disable=SC2086
      $ssh_command "$host" "sh -c $(quoted "$stop_there") sh" </dev/null
      ;;
  esac
}

case $action in
  start)
    : "${CROSSOVER_COORDINATOR:?set it to the address of the coordinator, such as http://lab.example:4280}"
    [ -n "${CROSSOVER_TOKEN:-}" ] || [ -z "${CROSSOVER_TOKEN_FILE:-}" ] || CROSSOVER_TOKEN=$(cat "$CROSSOVER_TOKEN_FILE")
    : "${CROSSOVER_TOKEN:?set it to the token for nodes of the coordinator, or CROSSOVER_TOKEN_FILE to a file with it}"
    ;;
  status | stop) ;;
  *) usage ;;
esac

# All machines at the same time: one that does not answer keeps none of the others waiting.
failed=$(mktemp)
trap 'rm -f "$failed"' EXIT
while read -r host threads rest; do
  case $host in '' | '#'*) continue ;; esac
  [ -z "$rest" ] || { echo "$host: a line has a machine and a number of threads, and this one has more." >&2; exit 2; }
  (
    if said=$(there "$host" "$threads" 2>&1); then
      printf '%s: %s\n' "$host" "$said"
    else
      printf '%s: %s\n' "$host" "${said:-ssh failed}" >&2
      echo "$host" >>"$failed"
    fi
  ) </dev/null &
done <"$hosts"
wait
[ ! -s "$failed" ]
