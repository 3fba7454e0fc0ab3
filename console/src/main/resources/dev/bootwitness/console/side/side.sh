# The guest's end of the side channel: POSIX sh (dash, bash, busybox ash) with a virtio-serial port
# as standard input and output; comments stay at home. The port is no terminal: nothing is echoed,
# nobody else writes, no byte is changed or lost. So there are no checksums but those of files.
#
# The host sends one request and waits for its last mark before it sends the next. That matters:
# busybox head(1) reads through stdio and may take more than it was asked for.
# In a file system that is full a directory can be made and nothing written.
for d in /run /dev/shm /tmp /var/tmp "$HOME"; do d=$(mktemp -d "$d/.bootwitness.XXXXXX" 2>/dev/null) && echo x 2>/dev/null >"$d/o" && [ -s "$d/o" ] && break; rm -rf "$d" 2>/dev/null; d=; done
trap 'rm -rf "$d"' EXIT
# An interrupt is for the command, which has this process group; a trap that does something is
# reset in children (POSIX XCU 2.12).
trap : INT QUIT
f=/dev/null
m() { printf '\n~bw%s %s~\n' "$i" "$1"; }
# x COMMAND: runs it, and gives status, stdout and stderr.
x() { sh -c "$1" <"$f" >"$d/o" 2>"$d/e"; s=$?; f=/dev/null; [ -s "$d/o" ] && cat "$d/o"; m o; [ -s "$d/e" ] && cat "$d/e"; m "e $s"; }
# v VERB ARGUMENT. r: run a short command. c: run the one received as c. e: evaluate one here, which
# spares the start of a shell. u: receive LENGTH bytes as
# NAME (c: a command, i: the next command's stdin). w: receive LENGTH bytes as the file named on
# the next line; what does not fit on the disk is read and dropped, or it would be taken for
# requests. g: give the file named on the next line.
v() {
case $1 in
r) x "$2";;
c) x "$(cat "$d/c")";;
e) { eval "$2"; } </dev/null >/dev/null 2>&1; s=$?; m o; m "e $s";;
u) m go; head -c "${2#* }" >"$d/${2%% *}"; [ "${2%% *}" = i ] && f=$d/i; m got;;
w) IFS= read -r t; if { true >"$t"; } 2>"$d/e"; then m go; head -c "$2" | { cat >"$t" 2>"$d/e" || { cat >/dev/null; false; }; } && m "got $(sha256sum <"$t")" || { cat "$d/e"; m no; }; else cat "$d/e"; m no; fi;;
g) IFS= read -r t; if { true <"$t"; } 2>"$d/e"; then m go; cat "$t" 2>"$d/e"; s=$?; m "end $s"; cat "$d/e"; m "sum $(sha256sum <"$t")"; else cat "$d/e"; m no; fi;;
q) m bye; exit;;
esac
}
read -r b </proc/sys/kernel/random/boot_id
i=$BW; m "ready $$ $(id -u) ${b:--}"
# A read fails when nobody holds the port on the host's side; that is so while a checkpoint wakes up.
while :; do if read -r i y a; then v "$y" "$a"; else sleep 1; fi; done
