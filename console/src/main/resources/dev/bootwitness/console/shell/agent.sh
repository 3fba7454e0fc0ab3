# What Bootwitness types into a fresh shell, a line at a time; comments stay at home.
# Plain POSIX sh (dash, busybox ash, bash); each line is complete and shorter than 1000 bytes, for
# busybox edits lines of 1024 at most and a terminal in canonical mode takes 4095 (termios(3)).
#
# From here on nothing is echoed, no prompt is printed and no line editor runs: what comes back is
# what commands said, between marks. A mark is joined here from two halves, so that no echo of what
# was typed can be taken for one.
stty cols 240 rows 60 2>/dev/null
export TERM=dumb NO_COLOR=1 PAGER=cat GIT_PAGER=cat SYSTEMD_PAGER= SYSTEMD_COLORS=0 SYSTEMD_URLIFY=0 COLUMNS=240
# A Ctrl-C must end the command, not this loop; a trap that does something is reset in children.
trap : INT QUIT
d=; for p in /run /dev/shm /tmp /var/tmp; do d=$(mktemp -d "$p/.bootwitness.XXXXXX" 2>/dev/null) && break; done
trap 'rm -rf "$d"; stty echo 2>/dev/null' EXIT
m() { printf '\n%s%s~\n' '~bw' "$1"; }
# Emergencies and alerts (panic, oops) still reach the console, chatter does not: proc(5), printk.
[ -w /proc/sys/kernel/printk ] && echo 2 >/proc/sys/kernel/printk
# r ID: runs $c, then says exit status and checksum and length of both outputs, and short ones whole.
r() { sh -c "$c" </dev/null >"$d/o" 2>"$d/e"; set -- "$1" $? $(cksum <"$d/o") $(cksum <"$d/e"); m "$1 r $2 $3 $4 $5 $6"; [ "$4" -gt 4000 ] || cat "$d/o"; m "$1 o"; [ "$6" -gt 4000 ] || cat "$d/e"; m "$1 e"; }
# f ID FILE OFFSET COUNT: a piece of an output, armoured, with its own checksum.
f() { tail -c +$(($3 + 1)) "$d/$2" | head -c "$4" >"$d/c"; m "$1 c $(cksum <"$d/c")"; base64 "$d/c" 2>/dev/null || od -An -v -tx1 "$d/c"; m "$1 d"; }
# The verbs: r ID COMMAND; a ID TEXT gathers a long or odd command in %b notation; g ID runs it.
v() { case $1 in r) c=$3; r "$2";; a) t=$(printf '%b.' "$3"); c=$c${t%.}; m "$2 a ${#c}";; z) c=; m "$2 z";; g) r "$2";; f) set -- "$2" $3; f "$1" "$2" "$3" "$4";; p) m "$2 p";; esac; }
n=0
m "$BW ready $(id -u) $d"
# A read that a signal interrupts fails; only a hundred in a row are a console that is gone.
while [ $n -lt 100 ]; do if read -r x i a; then n=0; [ "$x" = q ] && break; v "$x" "$i" "$a"; else n=$((n + 1)); fi; done
exit
