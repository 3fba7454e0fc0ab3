# Evaluates boot-image.nix without nixpkgs, against a stub of the options it sets: that each is one that NixOS has, and has
# the type it has there. It does not show that the ISO builds.
#
#   nix-instantiate --eval --strict --json images/nixos/check.nix
let
  priority = value: { override = value; };
  lib = {
    mkForce = priority;
    mkAfter = priority;
    mkIf = condition: content: if condition then content else { };
    mkOption = declaration: declaration // { isOption = true; };
    types = {
      nullOr = type: "null or ${type}";
      package = "package";
    };
  };

  package = name: {
    type = "derivation";
    outPath = "/nix/store/00000000000000000000000000000000-${name}";
  };
  pkgs = builtins.listToAttrs (
    map (name: { inherit name; value = package name; }) [
      "dosfstools"
      "e2fsprogs"
      "gptfdisk"
      "iproute2"
      "lvm2"
      "mdadm"
      "systemd"
      "util-linux"
    ]
  );

  strings = builtins.all builtins.isString;
  packages = builtins.all (p: p.type or "" == "derivation");
  # The options of NixOS 25.05 that the module sets, with their types there.
  options = {
    "boot.kernelParams" = v: builtins.isList v && strings v;
    "boot.loader.timeout" = v: v == null || builtins.isInt v;
    "services.getty.autologinUser" = v: v == null || builtins.isString v;
    "security.sudo.wheelNeedsPassword" = builtins.isBool;
    "isoImage.squashfsCompression" = v: v == null || builtins.isString v;
    "programs.bash.promptInit" = builtins.isString;
    "networking.useDHCP" = builtins.isBool;
    "networking.useNetworkd" = builtins.isBool;
    "services.openssh.enable" = builtins.isBool;
    "services.openssh.settings.PasswordAuthentication" = v: v == null || builtins.isBool v;
    "services.openssh.settings.PermitRootLogin" = v:
      builtins.elem v [ null "yes" "without-password" "prohibit-password" "forced-commands-only" "no" ];
    "systemd.services.sshd.wantedBy" = v: builtins.isList v && strings v;
    "environment.systemPackages" = v: builtins.isList v && packages v;
    "systemd.services.pre-nixos.description" = builtins.isString;
    "systemd.services.pre-nixos.wantedBy" = v: builtins.isList v && strings v;
    "systemd.services.pre-nixos.path" = v: builtins.isList v && packages v;
    "systemd.services.pre-nixos.serviceConfig" = builtins.isAttrs;
  };

  module =
    provisioner:
    let
      config = {
        services.pre-nixos.package = provisioner;
        environment.systemPackages = set.environment.systemPackages;
      };
      set = (import ./boot-image.nix { inherit config lib pkgs; }).config;
    in
    set;

  plain = value: if builtins.isAttrs value && value ? override then value.override else value;

  # Every option below a set of definitions: { path, value }.
  definitions =
    prefix: value:
    builtins.concatMap (
      name:
      let
        path = if prefix == "" then name else "${prefix}.${name}";
        child = value.${name};
      in
      if options ? ${path} || !builtins.isAttrs child || child ? override then
        [ { inherit path; value = plain child; } ]
      else
        definitions path child
    ) (builtins.attrNames value);

  mistakes =
    set:
    builtins.filter (mistake: mistake != null) (
      map (
        definition:
        if !(options ? ${definition.path}) then
          "${definition.path} is no option of the stub"
        else if !(options.${definition.path} definition.value) then
          "${definition.path} has a value of another type"
        else
          null
      ) (definitions "" set)
    );

  # package.nix, with what it takes from nixpkgs standing in: the script that builds, and what it is given.
  provisioner = import ./package.nix {
    lib = {
      fileset = {
        unions = files: files;
        toSource = { root, fileset }: map (file: builtins.pathExists file) fileset;
      };
      concatStrings = builtins.concatStringsSep "";
      mapAttrsToList = f: set: map (name: f name set.${name}) (builtins.attrNames set);
    };
    stdenv.mkDerivation = attributes: attributes;
    fetchurl = { url, hash }: "/nix/store/${builtins.baseNameOf url}";
    jdk25_headless.home = "/nix/store/jdk";
  };

  full = module (package "pre-nixos");
  parameters = plain full.boot.kernelParams;
in
{
  sourcesThere = builtins.all (there: there) provisioner.src;
  built = provisioner.buildPhase;
  mistakes = mistakes full ++ mistakes (module null);
  lastConsole = builtins.elemAt parameters (builtins.length parameters - 1);
  autologin = plain full.services.getty.autologinUser;
  compression = full.isoImage.squashfsCompression;
  service = full.systemd.services.pre-nixos.serviceConfig.ExecStart;
  serviceWithoutProvisioner = (module null).systemd.services.pre-nixos;
}
