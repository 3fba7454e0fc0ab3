blockdev --getsize64 /dev/vda  # must print 68719476736
blockdev --getro /dev/vda  # must print 0
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/vda
blkdiscard --zeroout --offset 1021MiB --length 4MiB /dev/vda
blkdiscard --zeroout --offset 1025MiB --length 16MiB /dev/vda
blkdiscard --zeroout --offset 65531MiB --length 4MiB /dev/vda
sgdisk --set-alignment=2048 --clear --new=1:1M:+1024M --typecode=1:ef00 --change-name=1:pre-nixos-0a1b2c3d-esp-new --new=2:1025M:+64510M --typecode=2:8e00 --change-name=2:pre-nixos-0a1b2c3d-main-new /dev/vda
udevadm settle --timeout=120
mkfs.vfat -F 32 -n ESP /dev/vda1
mkdir -p /run/pre-nixos/esp1
mount -o umask=0077 /dev/vda1 /run/pre-nixos/esp1
pvcreate --yes --dataalignment 1024k /dev/vda2
vgcreate --physicalextentsize 4m main /dev/vda2
lvcreate --yes --wipesignatures y --extents 12800 --name slash main
lvcreate --yes --wipesignatures y --extents 831 --name home main
lvcreate --yes --wipesignatures y --extents 512 --name swap main
udevadm settle --timeout=120
mkfs.ext4 -q -L slash /dev/main/slash
mkfs.ext4 -q -L home /dev/main/home
mkswap -L swap /dev/main/swap
sgdisk --change-name=1:pre-nixos-0a1b2c3d-esp --change-name=2:pre-nixos-0a1b2c3d-main /dev/vda
udevadm trigger --action=change --settle /dev/vda1 /dev/vda2
umount /run/pre-nixos/esp1
mkdir -p /mnt
mount -o relatime /dev/main/slash /mnt
mkdir -p /mnt/home
mount -o relatime /dev/main/home /mnt/home
mkdir -p /mnt/boot
mount -o umask=0077 /dev/vda1 /mnt/boot
