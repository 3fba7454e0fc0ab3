{
  disko.devices = {
    disk = {
      sda = {
        type = "disk";
        device = "/dev/sda";
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
              size = "261118M";
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
            size = "51200M";
            content = {
              type = "filesystem";
              format = "ext4";
              extraArgs = [ "-L" "slash" ];
              mountpoint = "/";
              mountOptions = [ "relatime" ];
            };
          };
          home = {
            size = "16384M";
            content = {
              type = "filesystem";
              format = "ext4";
              extraArgs = [ "-L" "home" ];
              mountpoint = "/home";
              mountOptions = [ "relatime" ];
            };
          };
          swap = {
            size = "16384M";
            content = {
              type = "swap";
              extraArgs = [ "-L" "swap" ];
            };
          };
        };
      };
    };
  };
}
