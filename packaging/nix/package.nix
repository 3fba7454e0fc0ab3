# Bootwitness for Nix: the released .tar.gz with its own Java runtime, whose programs get Nix's loader (autoPatchelfHook), and
# with QEMU and what images are read with on PATH.
#
# release.json names the release; packaging/release writes it. Its hash is zero until a version is released: then Nix says that
# it differs, and nothing is built.
#
# Differences from Debian: the archives of linked classes are not used, because every file of the store has one time and they
# want the jars' own, so that a start takes about 0.3 s longer. UEFI guests need OVMF in /usr/share/OVMF, and the demo builds
# its image with Debian's APT; neither is there on NixOS.
{
  lib,
  stdenv,
  fetchurl,
  autoPatchelfHook,
  makeWrapper,
  qemu,
  util-linux,
  xorriso,
  squashfsTools,
  mtools,
  e2fsprogs,
  zstd,
  openssl,
  release ? lib.importJSON ./release.json,
}:
stdenv.mkDerivation {
  pname = "bootwitness";
  inherit (release) version;
  src = fetchurl { inherit (release) url hash; };

  nativeBuildInputs = [
    autoPatchelfHook
    makeWrapper
  ];
  dontBuild = true;

  installPhase = ''
    mkdir -p $out/lib $out/bin
    cp -R . $out/lib/bootwitness
    mv $out/lib/bootwitness/share $out/share
    rm $out/lib/bootwitness/*.aot
    makeWrapper $out/lib/bootwitness/bootwitness $out/bin/bootwitness --suffix PATH : ${
      lib.makeBinPath [
        qemu
        util-linux
        xorriso
        squashfsTools
        mtools
        e2fsprogs
        zstd
        openssl
      ]
    }
  '';

  meta = {
    description = "Boots operating-system images and names what went wrong";
    homepage = "https://bootwitness.dev";
    license = lib.licenses.asl20;
    platforms = [ "x86_64-linux" ];
    mainProgram = "bootwitness";
  };
}
