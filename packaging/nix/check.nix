# Evaluates the flake without nixpkgs, against a stub of what it takes from there. It shows that the flake has the outputs that
# Nix looks for; not that the package builds, which needs nixpkgs.
#
#   nix-instantiate --eval --strict --json packaging/nix/check.nix
let
  flake = import ../../flake.nix;
  stub = name: {
    type = "derivation";
    inherit name;
    outPath = "/nix/store/00000000000000000000000000000000-${name}";
  };
  fromNixpkgs = {
    lib = {
      importJSON = file: builtins.fromJSON (builtins.readFile file);
      makeBinPath = packages: builtins.concatStringsSep ":" (map (package: "${package}/bin") packages);
      licenses.asl20 = "Apache-2.0";
    };
    stdenv.mkDerivation = attributes: stub attributes.pname // attributes;
    fetchurl = { url, hash }: stub (builtins.baseNameOf url) // { inherit url hash; };
  };
  pkgs = {
    callPackage =
      file: arguments:
      let
        function = import file;
        wanted = builtins.filter (name: !(builtins.functionArgs function).${name}) (
          builtins.attrNames (builtins.functionArgs function)
        );
      in
      function (
        builtins.listToAttrs (
          map (name: {
            inherit name;
            value = fromNixpkgs.${name} or (stub name);
          }) wanted
        )
        // arguments
      );
    runCommand = name: _: script: stub name // { inherit script; };
  };
  outputs = flake.outputs {
    self = outputs;
    nixpkgs.legacyPackages.x86_64-linux = pkgs;
  };
  package = outputs.packages.x86_64-linux.bootwitness;
in
{
  version = package.version;
  source = package.src.url;
  script = builtins.stringLength package.installPhase > 0;
  default = outputs.packages.x86_64-linux.default.outPath == package.outPath;
  app = outputs.apps.x86_64-linux.default;
  checks = builtins.attrNames outputs.checks.x86_64-linux;
  starts = builtins.stringLength outputs.checks.x86_64-linux.starts.script > 0;
}
