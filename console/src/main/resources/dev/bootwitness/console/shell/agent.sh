# What Bootwitness types into a fresh shell, a line at a time; comments stay at home.
# Plain POSIX sh (dash, busybox ash, bash); each line is complete and shorter than 1000 bytes, for
# busybox edits lines of 1024 at most and a terminal in canonical mode takes 4095 (termios(3)).
#
# From here on nothing is echoed, no prompt is printed and no line editor runs: what comes back is
# what commands said, between marks. A mark is joined here from two halves, so that no echo of what
# was typed can be taken for one.
set +x
stty cols 240 rows 60 2>/dev/null
export TERM=dumb NO_COLOR=1 PAGER=cat GIT_PAGER=cat SYSTEMD_PAGER= SYSTEMD_COLORS=0 SYSTEMD_URLIFY=0 COLUMNS=240
# A Ctrl-C must end the command, not this loop; a trap that does something is reset in children.
trap : INT QUIT
d=; for p in /run /dev/shm /tmp /var/tmp; do d=$(mktemp -d "$p/.bootwitness.XXXXXX" 2>/dev/null) && break; done
trap 'rm -rf "$d"; stty echo 2>/dev/null' EXIT
m() { printf '\n%s%s~\n' '~bw' "$1"; }
# Emergencies and alerts (panic, oops) still reach the console, chatter does not: proc(5), printk.
[ -w /proc/sys/kernel/printk ] && echo 2 >/proc/sys/kernel/printk
# e ID: the end of command ID: status, checksum and length of both outputs, then short ones whole.
e() { set -- "$1" $(cksum <"$d/o") $(cksum <"$d/e"); m "$1 r $s $2 $3 $4 $5"; [ "$3" -gt 4000 ] || cat "$d/o"; m "$1 o"; [ "$5" -gt 4000 ] || cat "$d/e"; m "$1 e"; }
# x ID: runs $c.
x() { i=$1; m "$1 s"; sh -c "$c" </dev/null >"$d/o" 2>"$d/e"; s=$?; e "$1"; }
# f ID FILE OFFSET COUNT: a piece of an output, armoured, with its own checksum.
f() { tail -c +$(($3 + 1)) "$d/$2" | head -c "$4" >"$d/c"; m "$1 c $(cksum <"$d/c")"; base64 "$d/c" 2>/dev/null || od -An -v -tx1 "$d/c"; m "$1 d"; }
# k: takes the first word off $a into $w.
k() { w=${a%% *}; a=${a#* }; }
# The verbs, each with the ID of a command. r LENGTH TEXT: run it, if all of it came. z, a NUMBER
# LENGTH TEXT, g NUMBER: gather a long or odd command piece by piece in %b notation, and run it.
# l: say the end of the last command again, or that it was never heard of. f: see above.
v() { case $1 in r) k; if [ ${#a} = "$w" ]; then c=$a; x "$2"; else m "$2 u"; fi;; z) c=; n=0; m "$2 a 0";; a) k; y=$w; k; if [ "$y" = "$n" ] && [ ${#a} = "$w" ]; then t=$(printf '%b.' "$a"); c=$c${t%.}; n=$((n + 1)); fi; m "$2 a $n";; g) if [ "$a" = "$n" ]; then x "$2"; else m "$2 u"; fi;; l) if [ "$2" = "$i" ]; then e "$2"; else m "$2 u"; fi;; f) f "$2" $a;; esac; }
n=0; j=0; i=
m "$BW ready $(id -u) $d"
# A read that a signal interrupts fails; only a hundred in a row are a console that is gone.
while [ $j -lt 100 ]; do if read -r q b a; then j=0; [ "$q" = q ] && break; v "$q" "$b"; else j=$((j + 1)); fi; done
