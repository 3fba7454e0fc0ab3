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
            large = {
              priority = 1;
              size = "1023998M";
              content = {
                type = "mdraid";
                name = "large";
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
            large = {
              priority = 1;
              size = "1023998M";
              content = {
                type = "mdraid";
                name = "large";
              };
            };
          };
        };
      };
      sdd = {
        type = "disk";
        device = "/dev/sdd";
        content = {
          type = "gpt";
          partitions = {
            large = {
              priority = 1;
              size = "1023998M";
              content = {
                type = "mdraid";
                name = "large";
              };
            };
          };
        };
      };
      sde = {
        type = "disk";
        device = "/dev/sde";
        content = {
          type = "gpt";
          partitions = {
            large = {
              priority = 1;
              size = "1023998M";
              content = {
                type = "mdraid";
                name = "large";
              };
            };
          };
        };
      };
    };
    mdadm = {
      large = {
        type = "mdadm";
        level = 5;
        metadata = "1.2";
        content = {
          type = "lvm_pv";
          vg = "large";
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
      large = {
        type = "lvm_vg";
        lvs = {
          swap = {
            size = "16384M";
            content = {
              type = "swap";
              extraArgs = [ "-L" "swap" ];
            };
          };
          data = {
            size = "102400M";
            content = {
              type = "filesystem";
              format = "ext4";
              extraArgs = [ "-L" "data" ];
              mountpoint = "/data";
              mountOptions = [ "relatime" ];
            };
          };
        };
      };
    };
  };
}
