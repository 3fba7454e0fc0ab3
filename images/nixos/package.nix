# The provisioner as images/pre-nixos has it: the same sources, the same script (prenixos/package), the same jar. Only the JDK
# that its runtime is cut from is that of Nix.
{ lib, stdenv, fetchurl, jdk25_headless, source ? ../.. }:

let
  jlineVersion = "4.5.0";
  jline =
    name: hash:
    fetchurl {
      url = "https://repo1.maven.org/maven2/org/jline/${name}/${jlineVersion}/${name}-${jlineVersion}.jar";
      inherit hash;
    };
  jars = {
    "jline-terminal" = jline "jline-terminal" "sha256-ULPwvvycK5qjs3dkzALZON1NgCNKcRWyZM7FjPO1udw=";
    "jline-terminal-ffm" = jline "jline-terminal-ffm" "sha256-WKhRYhgQnQPlk2O6Frt7hyf6HGPqPPQ/tMnvQa/Fnmw=";
  };
in
stdenv.mkDerivation {
  pname = "pre-nixos";
  version = "0.1.0";

  src = lib.fileset.toSource {
    root = source;
    fileset = lib.fileset.unions [
      (source + "/pom.xml")
      (source + "/prenixos/package")
      (source + "/prenixos/src/main")
      (source + "/scripts/jdk")
    ];
  };

  buildPhase = ''
    mkdir jars
    ${lib.concatStrings (lib.mapAttrsToList (name: jar: "ln -s ${jar} jars/${name}-${jlineVersion}.jar\n") jars)}
    # The archive of classes holds the jars to their time, and in Nix's store every file is of this one.
    JAVA_HOME=${jdk25_headless.home} PRE_NIXOS_JARS=$PWD/jars PRE_NIXOS_TIME=1970-01-01T00:00:01Z bash prenixos/package made
  '';

  installPhase = ''
    mkdir -p $out/lib $out/bin
    cp -R made/usr/lib/pre-nixos $out/lib/
    substitute made/usr/sbin/pre-nixos $out/bin/pre-nixos --replace-fail /usr/lib/pre-nixos $out/lib/pre-nixos
    chmod 0755 $out/bin/pre-nixos
  '';

  # jlink has stripped what can be, and the archive holds the runtime to its size.
  dontStrip = true;
}
