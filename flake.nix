{
  description = "Boots an operating-system image, works its serial console, and names what went wrong";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";

  outputs =
    { self, nixpkgs }:
    let
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system};
      bootwitness = pkgs.callPackage ./packaging/nix/package.nix { };
    in
    {
      packages.${system} = {
        inherit bootwitness;
        default = bootwitness;
      };
      apps.${system}.default = {
        type = "app";
        program = "${bootwitness}/bin/bootwitness";
      };
      checks.${system}.starts = pkgs.runCommand "bootwitness-starts" { } ''
        ${bootwitness}/bin/bootwitness --version | grep -F ${bootwitness.version}
        touch $out
      '';
    };
}
