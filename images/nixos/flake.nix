{
  description = "A NixOS ISO that is worked by its serial console and provisions the disks of the machine it boots on";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";

  outputs =
    { self, nixpkgs }:
    let
      system = "x86_64-linux";
    in
    {
      nixosModules.bootImage = ./boot-image.nix;

      nixosConfigurations.bootImage = nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          "${nixpkgs}/nixos/modules/installer/cd-dvd/installation-cd-minimal.nix"
          self.nixosModules.bootImage
        ];
      };

      packages.${system}.bootImage = self.nixosConfigurations.bootImage.config.system.build.isoImage;
    };
}
