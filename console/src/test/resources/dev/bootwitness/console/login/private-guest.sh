# A guest for the tests of logins: Debian's real agetty, login, sudo, doas and su over accounts of its own.
# Usage, as root: unshare --mount sh private-guest.sh FOLDER getty|shell [setpriv options]
# Nothing of the host changes: whatever is written to stands in memory of this mount namespace and ends with it.
# FOLDER may hold: sudoers, doas.conf; hide (programs that the guest is not to have); setup (more commands).
set -eu
umask 022
folder=$1 kind=$2
shift 2

mount -t tmpfs private /run
mkdir -p /run/etc /run/sudo /run/lock
cp -a /etc/. /run/etc
mount --bind /run/etc /etc
for written in /root /home /var/log /var/lib /var/mail; do
  [ ! -d "$written" ] || mount -t tmpfs private "$written"
done
mkdir -m 700 /home/guest /var/lib/sudo
: > /run/utmp
: > /var/log/wtmp
: > /var/log/btmp

# Passwords: guest-pw and root-pw.
grep -v '^\(root\|guest\):' /run/etc/passwd > /run/passwd || true
printf '%s\n' 'root:x:0:0:root:/root:/bin/bash' 'guest:x:4711:4711::/home/guest:/bin/bash' | cat - /run/passwd > /etc/passwd
printf '%s\n' 'guest:x:4711:' >> /etc/group
printf '%s\n' \
  'root:$6$bootwitness$QMDsseEo55Ycch6p23akGNSH1inf3LcdrucWcO2luKJ1JyoiZywcQTvALT3dYCpjrcMsnmXqcbqBMvRn1LkGX1:20000:0:99999:7:::' \
  'guest:$6$bootwitness$i8k9dfZInezWdWwT8vhzVVEuX.OKPq9vowldwWEBxN.da7f0VBwWy8Jx5rYAI5j4Mnupti/BXGkTenZvKhQtR.:20000:0:99999:7:::' > /etc/shadow
chown 4711:4711 /home/guest

# Nobody is sent mail, nothing goes to a log.
printf '%s\n' 'Defaults !syslog, !mail_no_user, !mail_badpass, !mail_no_perms, !fqdn' 'root ALL=(ALL:ALL) ALL' > /etc/sudoers
rm -rf /etc/sudoers.d /etc/doas.conf /etc/motd /etc/update-motd.d /etc/profile.d
[ ! -e "$folder/sudoers" ] || cat "$folder/sudoers" >> /etc/sudoers
[ ! -e "$folder/doas.conf" ] || install -m 400 "$folder/doas.conf" /etc/doas.conf
chmod 440 /etc/sudoers
if [ -e "$folder/hide" ]; then
  while read -r program; do
    mount --bind /dev/null "$program"
  done < "$folder/hide"
fi
[ ! -e "$folder/setup" ] || . "$folder/setup"

export LC_ALL=C
if [ "$kind" = getty ]; then
  exec agetty --noclear --noissue "$@" - vt220
fi
printf '\nguest login: guest (automatic login)\n\n'
cd /home/guest
exec setpriv --reuid=4711 --regid=4711 --clear-groups "$@" env HOME=/home/guest USER=guest LOGNAME=guest bash -i
