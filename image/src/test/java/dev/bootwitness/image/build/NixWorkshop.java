package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A flake with one output, and a store of its own in which a real Nix builds it. */
final class NixWorkshop {

  /** As Debian's package nix-bin needs it: no daemon, no build users, no binary cache. */
  static final String CONFIG =
      """
      build-users-group =
      substituters =
      sandbox = false
      experimental-features =
      """;

  final Workshop workshop;
  private final Path flake;
  private final Path store;
  private final Map<String, String> environment = new HashMap<>();
  boolean impure;

  NixWorkshop(Path directory) throws Exception {
    this.workshop = new Workshop(directory);
    this.flake = Files.createDirectories(directory.resolve("flake"));
    this.store = directory.resolve("nix");
    workshop.artifacts = List.of("**.iso");
    with("NIX_CONFIG", CONFIG);
    with("NIX_STORE_DIR", store.resolve("store").toString());
    with("NIX_STATE_DIR", store.resolve("var").toString());
    with("NIX_LOG_DIR", store.resolve("log").toString());
    with("XDG_CACHE_HOME", store.resolve("cache").toString());
  }

  NixWorkshop with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A derivation that runs this in the host's shell; its output is {@code $out}. */
  NixWorkshop script(String body) throws Exception {
    return attributes("args = [ ./builder ];").file("builder", body);
  }

  NixWorkshop file(String name, String content) throws Exception {
    Files.writeString(flake.resolve(name), content);
    return this;
  }

  NixWorkshop attributes(String more) throws Exception {
    return file(
        "flake.nix",
        """
        {
          outputs = { self }: {
            packages.x86_64-linux.image = derivation {
              name = "image";
              system = "x86_64-linux";
              builder = "/bin/bash";
              PATH = "/usr/bin:/bin";
              %s
            };
          };
        }
        """
            .formatted(more));
  }

  /** Makes the flake a repository, in which Nix sees what git tracks. */
  NixWorkshop git() throws Exception {
    host("git", "init", "--quiet");
    host("git", "add", ".");
    return this;
  }

  void host(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).directory(flake.toFile()).inheritIO().start().waitFor())
        .isZero();
  }

  Path flake() {
    return flake;
  }

  Path store() {
    return store;
  }

  BuildRequest request() {
    workshop.builder = new Builder.Nix("flake#image", List.of(), impure, List.of(), environment);
    return workshop.request();
  }

  BuildOutcome build() throws InterruptedException {
    return new ImageBuilder().build(request(), workshop);
  }
}
