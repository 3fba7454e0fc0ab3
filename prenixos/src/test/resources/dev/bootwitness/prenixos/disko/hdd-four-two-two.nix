{
  disko.devices = {
    disk = {
      sda = {
        type = "disk";
        device = "/dev/sda";
        content = {
          type = "gpt";
          partitions = {
            swap = {
              priority = 1;
              size = "4094M";
              content = {
                type = "lvm_pv";
                vg = "swap";
              };
            };
          };
        };
      };
      sdb = {
        type = "disk";
        device = "/dev/sdb";
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
              size = "1022M";
              content = {
                type = "mdraid";
                name = "main";
              };
            };
          };
        };
      };
      sdc = {
        type = "disk";
        device = "/dev/sdc";
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
              };
            };
            main = {
              priority = 2;
              size = "1022M";
              content = {
                type = "mdraid";
                name = "main";
              };
            };
          };
        };
      };
    };
    mdadm = {
      main = {
        type = "mdadm";
        level = 1;
        metadata = "1.2";
        content = {
          type = "lvm_pv";
          vg = "main";
        };
      };
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
      swap = {
        type = "lvm_vg";
        lvs = {
          swap = {
            size = "2048M";
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
