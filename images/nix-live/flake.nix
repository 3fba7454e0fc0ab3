{
  description = "The debian-live ISO, built by Nix";

  outputs = { self }: {
    packages.x86_64-linux.bootImage = derivation {
      name = "debian-live";
      system = "x86_64-linux";
      source = builtins.path {
        name = "debian-live-source";
        path = ../debian-live;
      };
      aptVersions = builtins.getEnv "BOOTWITNESS_APT";
      SOURCE_DATE_EPOCH = 315532800;
      PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
      builder = "/bin/bash";
      args = [ ./builder ];
    };
  };
}
