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
      sdb = {
        type = "disk";
        device = "/dev/sdb";
        content = {
          type = "gpt";
          partitions = {
            swap = {
              priority = 1;
              size = "1023998M";
              content = {
                type = "mdraid";
                name = "swap";
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
            swap = {
              priority = 1;
              size = "1023998M";
              content = {
                type = "mdraid";
                name = "swap";
              };
            };
          };
        };
      };
    };
    mdadm = {
      swap = {
        type = "mdadm";
        level = 1;
        metadata = "1.2";
        content = {
          type = "lvm_pv";
          vg = "swap";
        };
      };
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
        };
      };
      swap = {
        type = "lvm_vg";
        lvs = {
          swap = {
            size = "16384M";
            content = {
              type = "swap";
              extraArgs = [ "-L" "swap" ];
            };
          };
          var_tmp = {
            size = "16384M";
            content = {
              type = "filesystem";
              format = "ext4";
              extraArgs = [ "-L" "var_tmp" ];
              mountpoint = "/var/tmp";
              mountOptions = [ "relatime" ];
              postMountHook = "chmod 1777 /mnt/var/tmp";
            };
          };
          var_log = {
            size = "4096M";
            content = {
              type = "filesystem";
              format = "ext4";
              extraArgs = [ "-L" "var_log" ];
              mountpoint = "/var/log";
              mountOptions = [ "relatime" ];
            };
          };
        };
      };
    };
  };
}
