{
  disko.devices = {
    disk = {
      vda = {
        type = "disk";
        device = "/dev/vda";
        content = {
          type = "gpt";
          partitions = {
            ESP = {
              priority = 1;
              size = "1024M";
              type = "EF00";
              content = {
                type = "filesystem";
                format = "vfat";
                extraArgs = [ "-n" "ESP" ];
                mountpoint = "/boot";
                mountOptions = [ "umask=0077" ];
              };
            };
            main = {
              priority = 2;
              size = "3070M";
              content = {
                type = "lvm_pv";
                vg = "main";
              };
            };
          };
        };
      };
    };
    mdadm = {
    };
    lvm_vg = {
      main = {
        type = "lvm_vg";
        lvs = {
          slash = {
            size = "100%FREE";
            content = {
              type = "filesystem";
              format = "ext4";
              extraArgs = [ "-L" "slash" ];
              mountpoint = "/";
              mountOptions = [ "relatime" ];
            };
          };
        };
      };
    };
  };
}
