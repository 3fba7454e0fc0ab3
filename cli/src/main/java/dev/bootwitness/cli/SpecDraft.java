package dev.bootwitness.cli;

import dev.bootwitness.engine.inspect.Circumstances;
import dev.bootwitness.engine.inspect.FactsSummary;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.SystemFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A commented spec of what was read in an image. */
final class SpecDraft {

  /** The variable that holds a password, since a spec is usually kept with the sources. */
  static final String PASSWORD = "BOOTWITNESS_PASSWORD";

  /** Where {@code init} puts the schema, from the spec's folder. */
  static final String SCHEMA = ".bootwitness/spec.schema.json";

  private final ImageFacts facts;
  private final String image;
  private final Optional<String> initrd;
  private final Circumstances circumstances;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param image the path to write, from the spec's folder
   * @param initrd of a kernel
   */
  SpecDraft(ImageFacts facts, String image, Optional<String> initrd, Circumstances circumstances) {
    this.facts = facts;
    this.image = image;
    this.initrd = initrd;
    this.circumstances = circumstances;
  }

  String text() {
    lines.add("# yaml-language-server: $schema=" + SCHEMA);
    comment("", "Written by `bootwitness init`; every key: docs/reference/spec.md.");
    comment("", "Read in the image: " + found() + ".");
    image();
    machine();
    lines.add("boot:");
    lines.add("  within: 2m   # from power-on to a shell; stretched where guests run slowly");
    Optional<LoginGuess> login = LoginGuess.of(facts, circumstances.line());
    login.ifPresentOrElse(this::login, this::noLogin);
    login.ifPresent(this::checks);
    return String.join("\n", lines) + "\n";
  }

  private void comment(String indent, String text) {
    lines.add(indent + "# " + YamlScalar.comment(text));
  }

  private String found() {
    List<String> parts = new ArrayList<>();
    facts
        .system()
        .ifPresent(system -> {
          if (!system.name().isEmpty()) {
            parts.add(system.name());
          }
          if (!system.init().isEmpty()) {
            parts.add((system.init() + " " + system.initVersion()).strip());
          }
        });
    facts
        .kernel()
        .filter(kernel -> !kernel.version().isEmpty())
        .ifPresent(kernel -> parts.add("Linux " + kernel.version()));
    String summary = FactsSummary.of(facts);
    if (!summary.isEmpty()) {
      parts.add(summary);
    }
    return parts.isEmpty() ? facts.kind() : String.join(", ", parts);
  }

  private void image() {
    if (circumstances.loader()) {
      lines.add("image: " + YamlScalar.of(image));
      return;
    }
    lines.add("image:");
    lines.add("  kernel: " + YamlScalar.of(image));
    initrd.ifPresent(file -> lines.add("  initrd: " + YamlScalar.of(file)));
    boolean serial = facts.consoles().stream().anyMatch(c -> c.startsWith(circumstances.line()));
    String line =
        serial
            ? facts.commandLine()
            : (facts.commandLine() + " console=" + circumstances.line() + ",115200n8").strip();
    lines.add("  append: " + YamlScalar.of(line));
  }

  private void machine() {
    lines.add("machine:");
    if (circumstances.line().equals(Circumstances.ARM_LINE)) {
      lines.add("  arch: aarch64");
    }
    lines.add("  memory: 2GiB");
    lines.add("  cpus: 2");
    if (!facts.boots().isEmpty() && !facts.boots().contains("bios")) {
      lines.add("  firmware: uefi   # the image has nothing that a BIOS would start");
    }
  }

  private void login(LoginGuess login) {
    lines.add("login:");
    lines.add(
        "  user: %s   # on %s, %s"
            .formatted(
                YamlScalar.of(login.user()),
                circumstances.line(),
                YamlScalar.comment(login.why())));
    if (login.password()) {
      lines.add("  password: {env: %s}   # set it before the run".formatted(PASSWORD));
    }
    if (login.become()) {
      lines.add("  become: root");
    }
  }

  private void noLogin() {
    comment(
        "",
        "No login was found on " + circumstances.line() + ": the run ends at the first prompt.");
    lines.add("# login: {user: root, password: {env: %s}}".formatted(PASSWORD));
  }

  private void checks(LoginGuess login) {
    lines.add("checks:");
    lines.add("  - name: who is logged in");
    lines.add("    run: id -u");
    boolean root = login.become() || login.user().equals("root");
    lines.add(root ? "    matches: '^0$'" : "    matches: '^[0-9]+$'");
    lines.add("  - name: the kernel");
    lines.add("    run: uname -r");
    facts
        .kernel()
        .map(kernel -> kernel.version())
        .filter(version -> !version.isEmpty())
        .ifPresent(version -> lines.add("    prints: " + YamlScalar.of(version)));
    if (facts.system().map(SystemFacts::init).orElse("").equals("systemd")) {
      comment("  ", "Holds once every unit has started and none has failed:");
      comment("  ", "- name: systemd is up");
      comment("  ", "  run: systemctl is-system-running --wait");
      comment("  ", "  prints: running");
      comment("  ", "  within: 60s");
    }
  }
}
