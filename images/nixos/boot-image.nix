# What makes the minimal installation CD of NixOS an image for a machine without a screen. The names of options are those of
# the NixOS manual, appendix A.
{ config, lib, pkgs, ... }:

let
  # The provisioner; its own flake puts it here. Without it the ISO boots and provisions nothing.
  provisioner = config.services.pre-nixos.package;
in
{
  options.services.pre-nixos.package = lib.mkOption {
    type = lib.types.nullOr lib.types.package;
    default = null;
    description = "The package with bin/pre-nixos, which lays out the disks of the machine that boots this image.";
  };

  config = {
    # The last console is /dev/console: there the kernel reports a panic and systemd its jobs. It must come after those of
    # the profiles.
    boot.kernelParams = lib.mkAfter [
      "console=tty0"
      "console=ttyS0,115200n8"
    ];

    # ISOLINUX takes 0 for "wait for ever".
    boot.loader.timeout = lib.mkForce 1;

    # getty@ and serial-getty@ alike, which systemd starts on every console of the kernel.
    services.getty.autologinUser = lib.mkForce "nixos";
    security.sudo.wheelNeedsPassword = lib.mkForce false;

    # On two cores, a live root of 700 MB takes 94 s with xz and 2.5 s with this; the ISO is larger by a third.
    isoImage.squashfsCompression = "zstd -Xcompression-level 1";

    # A prompt without colours and titles reads better in a serial log.
    programs.bash.promptInit = ''PS1='[\u@\h:\w]\$ ' '';

    networking.useDHCP = lib.mkForce false;
    networking.useNetworkd = true;

    # By key only, and not before the provisioner has seen to the keys: it starts sshd itself, without waiting for it.
    services.openssh.enable = true;
    services.openssh.settings.PasswordAuthentication = false;
    services.openssh.settings.PermitRootLogin = lib.mkForce "prohibit-password";
    systemd.services.sshd.wantedBy = lib.mkForce [ ];

    environment.systemPackages = [
      pkgs.dosfstools
      pkgs.e2fsprogs
      pkgs.gptfdisk
      pkgs.lvm2
      pkgs.mdadm
      pkgs.util-linux
    ];

    # Ordered neither before nor after anything that waits for it in turn: what it starts may be ordered after it.
    systemd.services.pre-nixos = lib.mkIf (provisioner != null) {
      description = "Storage provisioning";
      wantedBy = [ "multi-user.target" ];
      path = config.environment.systemPackages ++ [
        pkgs.iproute2
        pkgs.systemd
      ];
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        RuntimeDirectory = "pre-nixos";
        RuntimeDirectoryPreserve = true;
        ExecStart = "${provisioner}/bin/pre-nixos service";
        # Not "+console": journald would wait for a serial port that nobody reads. The program writes to the consoles itself.
        StandardOutput = "journal";
        StandardError = "journal";
      };
    };
  };
}
