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
# In a file system that is full a directory can be made and nothing written.
d=; for p in /run /dev/shm /tmp /var/tmp "$HOME"; do d=$(mktemp -d "$p/.bootwitness.XXXXXX" 2>/dev/null) && echo x 2>/dev/null >"$d/o" && [ -s "$d/o" ] && break; rm -rf "$d" 2>/dev/null; d=; done
# A byte changed on the way must not stop the loop or hold its output for ever.
stty -ixon susp undef 2>/dev/null
trap 'rm -rf "$d"; stty echo ixon susp ^Z 2>/dev/null' EXIT
m() { printf '\n%s%s~\n' '~bw' "$1"; }
# Emergencies and alerts (panic, oops) still reach the console, chatter does not: proc(5), printk.
[ -w /proc/sys/kernel/printk ] && echo 2 >/proc/sys/kernel/printk
# $h FILE...: checksum, length and name of each. busybox often has no cksum, or a link to one that it
# was built without, so it is tried on what is known; else md5sum. A fork and exec costs milliseconds
# under emulation: one for both outputs, and none for an empty one.
h=hm; case $(printf bw | cksum 2>/dev/null) in '4270429116 2'*) h=cksum;; esac
hm() { set -- $(md5sum "$@") $(wc -c "$@"); if [ $# = 4 ]; then echo "$1 $3 -"; else echo "$1 $5 - $3 $7 -"; fi; }
# k0: what cksum says of nothing.
k0='4294967295 0 -'
# e ID: the end of command ID: status, checksum and length of both outputs, then short ones whole.
e() { if [ ! -s "$d/o" ]; then if [ -s "$d/e" ]; then set -- "$1" $k0 $($h "$d/e"); else set -- "$1" $k0 $k0; fi; elif [ -s "$d/e" ]; then set -- "$1" $($h "$d/o" "$d/e"); else set -- "$1" $($h "$d/o") $k0; fi; m "$1 r $s $2 $3 $5 $6"; [ "$3" = 0 ] || [ "$3" -gt 4000 ] || cat "$d/o"; m "$1 o"; [ "$6" = 0 ] || [ "$6" -gt 4000 ] || cat "$d/e"; m "$1 e"; }
# l ID: says the end of the last command again, or that this one was never heard whole.
l() { if [ ! "$1" ]; then :; elif [ "$1" = "$i" ]; then e "$1"; else m "$1 u"; fi; }
# x ID VERB: runs $c, once, with stdin from what was gathered if the verb is a capital letter.
x() { if [ "$1" = "$i" ]; then e "$1"; else i=$1; p=/dev/null; case $2 in [RG]) p=$d/i;; esac; m "$1 s"; sh -c "$c" <"$p" >"$d/o" 2>"$d/e"; s=$?; e "$1"; fi; }
# f ID FILE OFFSET COUNT: a piece of an output, armoured, with its own checksum.
f() { tail -c +$(($3 + 1)) "$d/$2" | head -c "$4" >"$d/c"; set -- "$1" $($h "$d/c"); m "$1 c $2 $3"; base64 "$d/c" 2>/dev/null || od -An -v -tx1 "$d/c"; m "$1 d"; }
# k: takes the first word off $a into $w.
k() { w=${a%% *}; a=${a#* }; }
# The verbs, each with the ID of a command. r LENGTH TEXT: run it, if all of it came. z -, a NUMBER
# LENGTH TEXT, g NUMBER: gather a long or odd command piece by piece in %b notation, and run it. R and
# G do so with stdin from what y -, b NUMBER LENGTH TEXT gathered; k -: its checksum and length.
# l -: see above. f: see above. h -: say that the loop runs.
t() { k; y=$w; k; [ "$y" = "$n" ] && [ ${#a} = "$w" ] && n=$((n + 1)); }
v() { case $1 in [rR]) k; if [ ${#a} = "$w" ]; then c=$a; x "$2" "$1"; else l "$2"; fi;; z) c=; n=0; m "$2 a 0";; a) if t; then t=$(printf '%b.' "$a"); c=$c${t%.}; fi; m "$2 a $n";; [gG]) if [ "$a" = "$n" ]; then x "$2" "$1"; else l "$2"; fi;; y) : >"$d/i"; n=0; m "$2 a 0";; b) if t; then printf %b "$a" >>"$d/i"; fi; m "$2 a $n";; k) set -- "$2" $($h "$d/i"); m "$1 k $2 $3";; l) l "$2";; f) f "$2" $a;; q) o $a;; h) m "$BW ready $(id -u) $d";; esac; }
# q - ROWS COLUMNS: ends the loop; its shell gets the terminal as a person wants it.
o() { stty echo ixon susp ^Z rows "$1" cols "$2" 2>/dev/null; unset NO_COLOR PAGER GIT_PAGER SYSTEMD_PAGER SYSTEMD_COLORS SYSTEMD_URLIFY COLUMNS; export TERM=vt220; trap - INT QUIT; j=100; }
# Each line is typed twice, first behind a word =, and obeyed when both are equal: a changed, lost or
# doubled byte can neither make another command of one, nor another verb, nor another ID. Comparing
# costs no fork. b: what came by itself is named as not heard.
b() { u=${u#* }; u=${u%% *}; [ "$u" = "$1" ] || l "$u"; l "$1"; u=; }
n=0; j=0; i=; u=
v h
# A read that a signal interrupts fails; only a hundred in a row are a console that is gone.
while [ $j -lt 100 ]; do if read -r q b a; then j=0; if [ "$q" = = ]; then u="$b $a"; elif [ "$u" = "$q $b $a" ]; then u=; v "$q" "$b"; else b "$b"; fi; else j=$((j + 1)); fi; done
