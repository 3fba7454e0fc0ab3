package dev.bootwitness.image.system;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NixOS system that a kernel's {@code init=} names; its configuration lies beside that program.
 *
 * @param storePath of the system; empty for other systems
 */
record NixStore(String storePath) {

  private static final Pattern SYSTEM =
      Pattern.compile("(/nix/store/[0-9a-z]{32}-[0-9A-Za-z+._?=-]{1,200})/init");

  static NixStore of(SystemScene scene) {
    Matcher init = SYSTEM.matcher(scene.value("init").orElse(""));
    return new NixStore(init.matches() ? String.valueOf(init.group(1)) : "");
  }

  Optional<String> init() {
    return storePath.isEmpty() ? Optional.empty() : Optional.of(storePath + "/init");
  }

  /** Where its configuration lies before it is activated. */
  String etc() {
    return storePath.isEmpty() ? "/etc" : storePath + "/etc";
  }
}
