blockdev --getsize64 /dev/nvme0n1  # must print 274877906944
blockdev --getro /dev/nvme0n1  # must print 0
blockdev --getsize64 /dev/nvme1n1  # must print 274877906944
blockdev --getro /dev/nvme1n1  # must print 0
blockdev --getsize64 /dev/sda  # must print 1073741824000
blockdev --getro /dev/sda  # must print 0
blockdev --getsize64 /dev/sdb  # must print 1073741824000
blockdev --getro /dev/sdb  # must print 0
blockdev --getsize64 /dev/sdc  # must print 1073741824000
blockdev --getro /dev/sdc  # must print 0
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/nvme0n1
blkdiscard --zeroout --offset 1021MiB --length 4MiB /dev/nvme0n1
blkdiscard --zeroout --offset 1025MiB --length 16MiB /dev/nvme0n1
blkdiscard --zeroout --offset 262139MiB --length 4MiB /dev/nvme0n1
sgdisk --set-alignment=2048 --clear --new=1:1M:+1024M --typecode=1:ef00 --change-name=1:pre-nixos-0a1b2c3d-esp-new --new=2:1025M:+261118M --typecode=2:fd00 --change-name=2:pre-nixos-0a1b2c3d-main-new /dev/nvme0n1
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/nvme1n1
blkdiscard --zeroout --offset 1021MiB --length 4MiB /dev/nvme1n1
blkdiscard --zeroout --offset 1025MiB --length 16MiB /dev/nvme1n1
blkdiscard --zeroout --offset 262139MiB --length 4MiB /dev/nvme1n1
sgdisk --set-alignment=2048 --clear --new=1:1M:+1024M --typecode=1:ef00 --change-name=1:pre-nixos-0a1b2c3d-esp-new --new=2:1025M:+261118M --typecode=2:fd00 --change-name=2:pre-nixos-0a1b2c3d-main-new /dev/nvme1n1
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/sda
blkdiscard --zeroout --offset 1023995MiB --length 4MiB /dev/sda
sgdisk --set-alignment=2048 --clear --new=1:1M:+1023998M --typecode=1:fd00 --change-name=1:pre-nixos-0a1b2c3d-large-new /dev/sda
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/sdb
blkdiscard --zeroout --offset 1023995MiB --length 4MiB /dev/sdb
sgdisk --set-alignment=2048 --clear --new=1:1M:+1023998M --typecode=1:fd00 --change-name=1:pre-nixos-0a1b2c3d-large-new /dev/sdb
blkdiscard --zeroout --offset 1MiB --length 16MiB /dev/sdc
blkdiscard --zeroout --offset 1023995MiB --length 4MiB /dev/sdc
sgdisk --set-alignment=2048 --clear --new=1:1M:+1023998M --typecode=1:fd00 --change-name=1:pre-nixos-0a1b2c3d-large-new /dev/sdc
udevadm settle --timeout=120
mkfs.vfat -F 32 -n ESP /dev/nvme0n1p1
mkfs.vfat -F 32 -n ESP /dev/nvme1n1p1
mkdir -p /run/pre-nixos/esp1
mount -o umask=0077 /dev/nvme0n1p1 /run/pre-nixos/esp1
mkdir -p /run/pre-nixos/esp2
mount -o umask=0077 /dev/nvme1n1p1 /run/pre-nixos/esp2
mdadm --create /dev/md/main --run --metadata=1.2 --homehost=any --name=main --level=raid1 --data-offset=8M --raid-devices=2 --bitmap=internal /dev/nvme0n1p2 /dev/nvme1n1p2
udevadm settle --timeout=120
mdadm --create /dev/md/large --run --metadata=1.2 --homehost=any --name=large --level=raid5 --data-offset=8M --raid-devices=3 --chunk=512K --bitmap=internal /dev/sda1 /dev/sdb1 /dev/sdc1
udevadm settle --timeout=120
pvcreate --yes --dataalignment 1024k /dev/md/main
vgcreate --physicalextentsize 4m main /dev/md/main
pvcreate --yes --dataalignment 1024k /dev/md/large
vgcreate --physicalextentsize 4m large /dev/md/large
lvcreate --yes --wipesignatures y --extents 12800 --name slash main
lvcreate --yes --wipesignatures y --extents 4096 --name home main
lvcreate --yes --wipesignatures y --extents 4096 --name swap large
lvcreate --yes --wipesignatures y --extents 25600 --name data large
udevadm settle --timeout=120
mkfs.ext4 -q -L slash /dev/main/slash
mkfs.ext4 -q -L home /dev/main/home
mkswap -L swap /dev/large/swap
mkfs.ext4 -q -L data /dev/large/data
sgdisk --change-name=1:pre-nixos-0a1b2c3d-esp --change-name=2:pre-nixos-0a1b2c3d-main /dev/nvme0n1
udevadm trigger --action=change --settle /dev/nvme0n1p1 /dev/nvme0n1p2
sgdisk --change-name=1:pre-nixos-0a1b2c3d-esp --change-name=2:pre-nixos-0a1b2c3d-main /dev/nvme1n1
udevadm trigger --action=change --settle /dev/nvme1n1p1 /dev/nvme1n1p2
sgdisk --change-name=1:pre-nixos-0a1b2c3d-large /dev/sda
udevadm trigger --action=change --settle /dev/sda1
sgdisk --change-name=1:pre-nixos-0a1b2c3d-large /dev/sdb
udevadm trigger --action=change --settle /dev/sdb1
sgdisk --change-name=1:pre-nixos-0a1b2c3d-large /dev/sdc
udevadm trigger --action=change --settle /dev/sdc1
umount /run/pre-nixos/esp1
umount /run/pre-nixos/esp2
mkdir -p /mnt
mount -o relatime /dev/main/slash /mnt
mkdir -p /mnt/data
mount -o relatime /dev/large/data /mnt/data
mkdir -p /mnt/home
mount -o relatime /dev/main/home /mnt/home
mkdir -p /mnt/boot
mount -o umask=0077 /dev/nvme0n1p1 /mnt/boot
