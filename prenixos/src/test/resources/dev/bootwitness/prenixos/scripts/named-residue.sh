blockdev --getsize64 /dev/vda  # must print 8589934592
blockdev --getro /dev/vda  # must print 0
blockdev --getsize64 /dev/vdb  # must print 8589934592
blockdev --getro /dev/vdb  # must print 0
mkdir -p /run/pre-nixos/backup/0a1b2c3d
sgdisk --backup=/run/pre-nixos/backup/0a1b2c3d/vda.sgdisk /dev/vda
sgdisk --backup=/run/pre-nixos/backup/0a1b2c3d/vdb.sgdisk /dev/vdb
umount /mnt
dmsetup remove --retry /dev/mapper/secret
vgchange --activate n old
env HOME=/run/pre-nixos/backup/0a1b2c3d wipefs --all --force --backup /dev/md127
mdadm --stop /dev/md127
swapoff /dev/vda1
swapoff /dev/vdb1
env HOME=/run/pre-nixos/backup/0a1b2c3d wipefs --all --force --backup /dev/vda1
env HOME=/run/pre-nixos/backup/0a1b2c3d wipefs --all --force --backup /dev/vda2
env HOME=/run/pre-nixos/backup/0a1b2c3d wipefs --all --force --backup /dev/vda
sgdisk --zap-all /dev/vda
env HOME=/run/pre-nixos/backup/0a1b2c3d wipefs --all --force --backup /dev/vdb1
env HOME=/run/pre-nixos/backup/0a1b2c3d wipefs --all --force --backup /dev/vdb2
env HOME=/run/pre-nixos/backup/0a1b2c3d wipefs --all --force --backup /dev/vdb
sgdisk --zap-all /dev/vdb
udevadm settle --timeout=120
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/vda
blkdiscard --zeroout --offset 1021MiB --length 4MiB /dev/vda
blkdiscard --zeroout --offset 1025MiB --length 16MiB /dev/vda
blkdiscard --zeroout --offset 8187MiB --length 4MiB /dev/vda
sgdisk --set-alignment=2048 --clear --new=1:1M:+1024M --typecode=1:ef00 --change-name=1:pre-nixos-0a1b2c3d-esp-new --new=2:1025M:+7166M --typecode=2:fd00 --change-name=2:pre-nixos-0a1b2c3d-main-new /dev/vda
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/vdb
blkdiscard --zeroout --offset 1021MiB --length 4MiB /dev/vdb
blkdiscard --zeroout --offset 1025MiB --length 16MiB /dev/vdb
blkdiscard --zeroout --offset 8187MiB --length 4MiB /dev/vdb
sgdisk --set-alignment=2048 --clear --new=1:1M:+1024M --typecode=1:ef00 --change-name=1:pre-nixos-0a1b2c3d-esp-new --new=2:1025M:+7166M --typecode=2:fd00 --change-name=2:pre-nixos-0a1b2c3d-main-new /dev/vdb
udevadm settle --timeout=120
mkfs.vfat -F 32 -n ESP /dev/vda1
mkfs.vfat -F 32 -n ESP /dev/vdb1
mkdir -p /run/pre-nixos/esp1
mount -o umask=0077 /dev/vda1 /run/pre-nixos/esp1
mkdir -p /run/pre-nixos/esp2
mount -o umask=0077 /dev/vdb1 /run/pre-nixos/esp2
cp --recursive /run/pre-nixos/backup/0a1b2c3d /run/pre-nixos/esp1/backup-0a1b2c3d
mdadm --create /dev/md/main --run --metadata=1.2 --homehost=any --name=main --level=raid1 --data-offset=8M --raid-devices=2 --bitmap=internal /dev/vda2 /dev/vdb2
udevadm settle --timeout=120
pvcreate --yes --dataalignment 1024k /dev/md/main
vgcreate --physicalextentsize 4m main /dev/md/main
lvcreate --yes --wipesignatures y --extents 1787 --name slash main
udevadm settle --timeout=120
mkfs.ext4 -q -L slash /dev/main/slash
sgdisk --change-name=1:pre-nixos-0a1b2c3d-esp --change-name=2:pre-nixos-0a1b2c3d-main /dev/vda
udevadm trigger --action=change --settle /dev/vda1 /dev/vda2
sgdisk --change-name=1:pre-nixos-0a1b2c3d-esp --change-name=2:pre-nixos-0a1b2c3d-main /dev/vdb
udevadm trigger --action=change --settle /dev/vdb1 /dev/vdb2
umount /run/pre-nixos/esp1
umount /run/pre-nixos/esp2
mkdir -p /mnt
mount -o relatime /dev/main/slash /mnt
mkdir -p /mnt/boot
mount -o umask=0077 /dev/vda1 /mnt/boot
