{
  description = "A NixOS ISO that is worked by its serial console and provisions the disks of the machine it boots on";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  # Only for a JDK 25, which came after 25.05.
  inputs.nixpkgsOfJava.url = "github:NixOS/nixpkgs/nixos-25.11";

  outputs =
    { self, nixpkgs, nixpkgsOfJava }:
    let
      system = "x86_64-linux";
    in
    {
      nixosModules.bootImage = ./boot-image.nix;

      # The sources are above this folder, which Nix finds if it takes the flake from the Git repository ("path:" copies only this folder).
      packages.${system}.preNixos = nixpkgsOfJava.legacyPackages.${system}.callPackage ./package.nix { };

      nixosConfigurations.bootImage = nixpkgs.lib.nixosSystem {
        inherit system;
        modules = [
          "${nixpkgs}/nixos/modules/installer/cd-dvd/installation-cd-minimal.nix"
          self.nixosModules.bootImage
          { services.pre-nixos.package = nixpkgs.lib.mkDefault self.packages.${system}.preNixos; }
        ];
      };

      packages.${system}.bootImage = self.nixosConfigurations.bootImage.config.system.build.isoImage;
    };
}
