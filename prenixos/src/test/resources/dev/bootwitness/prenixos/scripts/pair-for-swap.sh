blockdev --getsize64 /dev/sda  # must print 274877906944
blockdev --getro /dev/sda  # must print 0
blockdev --getsize64 /dev/sdb  # must print 68719476736
blockdev --getro /dev/sdb  # must print 0
blockdev --getsize64 /dev/sdc  # must print 68719476736
blockdev --getro /dev/sdc  # must print 0
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/sda
blkdiscard --zeroout --offset 1021MiB --length 4MiB /dev/sda
blkdiscard --zeroout --offset 1025MiB --length 16MiB /dev/sda
blkdiscard --zeroout --offset 262139MiB --length 4MiB /dev/sda
sgdisk --set-alignment=2048 --clear --new=1:1M:+1024M --typecode=1:ef00 --change-name=1:pre-nixos-0a1b2c3d-esp-new --new=2:1025M:+261118M --typecode=2:8e00 --change-name=2:pre-nixos-0a1b2c3d-main-new /dev/sda
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/sdb
blkdiscard --zeroout --offset 65531MiB --length 4MiB /dev/sdb
sgdisk --set-alignment=2048 --clear --new=1:1M:+65534M --typecode=1:fd00 --change-name=1:pre-nixos-0a1b2c3d-swap-new /dev/sdb
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/sdc
blkdiscard --zeroout --offset 65531MiB --length 4MiB /dev/sdc
sgdisk --set-alignment=2048 --clear --new=1:1M:+65534M --typecode=1:fd00 --change-name=1:pre-nixos-0a1b2c3d-swap-new /dev/sdc
udevadm settle --timeout=120
mkfs.vfat -F 32 -n ESP /dev/sda1
mkdir -p /run/pre-nixos/esp1
mount -o umask=0077 /dev/sda1 /run/pre-nixos/esp1
mdadm --create /dev/md/swap --run --metadata=1.2 --homehost=any --name=swap --level=raid1 --data-offset=8M --raid-devices=2 --bitmap=internal /dev/sdb1 /dev/sdc1
udevadm settle --timeout=120
pvcreate --yes --dataalignment 1024k /dev/sda2
vgcreate --physicalextentsize 4m main /dev/sda2
pvcreate --yes --dataalignment 1024k /dev/md/swap
vgcreate --physicalextentsize 4m swap /dev/md/swap
lvcreate --yes --wipesignatures y --extents 12800 --name slash main
lvcreate --yes --wipesignatures y --extents 4096 --name home main
lvcreate --yes --wipesignatures y --extents 2048 --name swap swap
lvcreate --yes --wipesignatures y --extents 2048 --name var_tmp swap
lvcreate --yes --wipesignatures y --extents 1024 --name var_log swap
udevadm settle --timeout=120
mkfs.ext4 -q -L slash /dev/main/slash
mkfs.ext4 -q -L home /dev/main/home
mkswap -L swap /dev/swap/swap
mkfs.ext4 -q -L var_tmp /dev/swap/var_tmp
mkfs.ext4 -q -L var_log /dev/swap/var_log
sgdisk --change-name=1:pre-nixos-0a1b2c3d-esp --change-name=2:pre-nixos-0a1b2c3d-main /dev/sda
udevadm trigger --action=change --settle /dev/sda1 /dev/sda2
sgdisk --change-name=1:pre-nixos-0a1b2c3d-swap /dev/sdb
udevadm trigger --action=change --settle /dev/sdb1
sgdisk --change-name=1:pre-nixos-0a1b2c3d-swap /dev/sdc
udevadm trigger --action=change --settle /dev/sdc1
umount /run/pre-nixos/esp1
mkdir -p /mnt
mount -o relatime /dev/main/slash /mnt
mkdir -p /mnt/home
mount -o relatime /dev/main/home /mnt/home
mkdir -p /mnt/var/log
mount -o relatime /dev/swap/var_log /mnt/var/log
mkdir -p /mnt/var/tmp
mount -o relatime /dev/swap/var_tmp /mnt/var/tmp
chmod 1777 /mnt/var/tmp
mkdir -p /mnt/boot
mount -o umask=0077 /dev/sda1 /mnt/boot
