package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.engine.inspect.Foresight;
import dev.bootwitness.image.facts.Account;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.InitrdFacts;
import dev.bootwitness.image.facts.LoaderMenu;
import dev.bootwitness.image.facts.MenuEntry;
import dev.bootwitness.image.facts.Partition;
import dev.bootwitness.image.facts.PartitionTable;
import dev.bootwitness.image.facts.Sudo;
import dev.bootwitness.image.facts.SystemFacts;
import dev.bootwitness.image.facts.TerminalLogin;
import dev.bootwitness.record.Finding;
import dev.bootwitness.report.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an image says, for a person: one line a subject, then what is wrong with it. */
final class InspectionText {

  /** Longer menus, tables and key rings are cut. */
  private static final int MOST = 8;

  private static final int LONGEST_LINE = 300;

  private final Style style;
  private final List<String> lines = new ArrayList<>();

  InspectionText(Style style) {
    this.style = style;
  }

  List<String> lines(Foresight foresight) {
    ImageFacts facts = foresight.facts();
    lines.add(head(facts));
    // The partitions of a hybrid ISO are its boot images and the gaps between them.
    facts.partitions().filter(_ -> !facts.kind().startsWith("ISO")).ifPresent(this::partitions);
    facts.loaders().forEach(this::menu);
    kernel(facts);
    facts.initrd().ifPresent(this::initrd);
    if (facts.kernel().isPresent()) {
      line("consoles", consoles(facts));
    }
    facts.system().ifPresent(this::system);
    facts
        .squashfs()
        .ifPresent(squashfs ->
            line(
                "squashfs",
                "%s, %s, %d MiB, %d files and folders"
                    .formatted(
                        squashfs.path(),
                        squashfs.compression(),
                        squashfs.bytes() >> 20,
                        squashfs.inodes())));
    facts.notes().forEach(note -> line("note", note));
    findings(foresight);
    return lines;
  }

  private void line(String subject, String text) {
    String safe = style.safe(text);
    String cut = safe.length() > LONGEST_LINE ? safe.substring(0, LONGEST_LINE) + "…" : safe;
    lines.add("  %-9s ".formatted(subject) + cut);
  }

  private String head(ImageFacts facts) {
    List<String> parts = new ArrayList<>();
    parts.add(facts.kind());
    parts.add(size(facts.bytes()));
    if (!facts.boots().isEmpty()) {
      String firmware =
          facts.boots().stream()
              .map(name -> name.toUpperCase(Locale.ROOT))
              .collect(Collectors.joining(" and "));
      String through =
          facts.loaders().isEmpty()
              ? ""
              : " through "
                  + facts.loaders().stream()
                      .map(menu -> loader(menu.kind()))
                      .distinct()
                      .collect(Collectors.joining(" and "));
      parts.add("boots by " + firmware + through);
    }
    facts.volume().ifPresent(volume -> parts.add("label " + volume));
    return style.safe(facts.path() + "   " + String.join(", ", parts));
  }

  private static String size(long bytes) {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }

  private static String loader(String kind) {
    return switch (kind) {
      case "grub" -> "GRUB";
      case "syslinux" -> "SYSLINUX";
      case "extlinux" -> "extlinux.conf";
      default -> kind;
    };
  }

  private void partitions(PartitionTable table) {
    for (Partition partition : table.entries().stream().limit(MOST).toList()) {
      String inside =
          partition
              .fileSystem()
              .filter(fs -> !fs.type().isEmpty())
              .map(fs ->
                  ": %s%s%s"
                      .formatted(
                          fs.type(),
                          fs.label().isEmpty() ? "" : " \"" + fs.label() + "\"",
                          fs.read() ? "" : ", not read"))
              .orElse("");
      String number = partition.number() == 0 ? "" : " " + partition.number();
      line(
          table.scheme().equals("none") ? "disk" : table.scheme() + number,
          "%s, %s%s".formatted(partition.type(), size(partition.bytes()), inside));
    }
  }

  private void menu(LoaderMenu menu) {
    String waits =
        menu.seconds()
            .map(seconds -> seconds == 0 ? "starts at once" : "%.0f s".formatted(seconds))
            .orElse("waits for a key");
    line(
        "loader",
        "%s %s: %s, %s"
            .formatted(
                loader(menu.kind()),
                menu.config(),
                menu.entries().size() == 1 ? "1 entry" : menu.entries().size() + " entries",
                waits));
    for (int i = 0; i < Math.min(MOST, menu.entries().size()); i++) {
      MenuEntry entry = menu.entries().get(i);
      String mark = i == menu.first() ? "▸ " : "  ";
      line("", mark + (entry.title().isEmpty() ? "(no title)" : "\"" + entry.title() + "\""));
      if (i == menu.first()) {
        line("", "  " + entry.kernel() + " " + entry.commandLine());
      }
    }
  }

  private void kernel(ImageFacts facts) {
    facts
        .kernel()
        .ifPresent(kernel -> {
          line(
              "kernel",
              "%s%s%s"
                  .formatted(
                      kernel.path(),
                      kernel.version().isEmpty() ? "" : ", Linux " + kernel.version(),
                      kernel.architecture().equals("arm64") ? ", arm64" : ""));
          if (facts.loaders().isEmpty() && !facts.commandLine().isEmpty()) {
            line("", "  " + facts.commandLine());
          }
        });
  }

  private void initrd(InitrdFacts initrd) {
    List<String> parts = new ArrayList<>();
    parts.add(initrd.paths().isEmpty() ? "initrd" : String.join(" ", initrd.paths()));
    if (!initrd.generator().isEmpty()) {
      parts.add("by " + initrd.generator());
    }
    parts.add(initrd.compressions().isEmpty() ? "plain" : String.join("+", initrd.compressions()));
    if (initrd.systemd()) {
      parts.add("with systemd");
    }
    if (!initrd.drivers().isEmpty()) {
      parts.add("drivers: " + String.join(" ", initrd.drivers()));
    }
    line("initrd", String.join(", ", parts));
  }

  private static String consoles(ImageFacts facts) {
    List<String> all = facts.consoles();
    return all.isEmpty()
        ? "none on the kernel line"
        : String.join(", ", all) + (all.size() > 1 ? " (last: /dev/console)" : "");
  }

  private void system(SystemFacts system) {
    List<String> parts = new ArrayList<>();
    if (!system.name().isEmpty()) {
      parts.add(system.name());
    }
    if (!system.init().isEmpty()) {
      parts.add((system.init() + " " + system.initVersion()).strip());
    }
    if (!system.hostname().isEmpty()) {
      parts.add("host " + system.hostname());
    }
    if (!system.packs().isEmpty()) {
      parts.add("packs: " + String.join(" ", system.packs()));
    }
    if (!system.storePath().isEmpty()) {
      parts.add(system.storePath());
    }
    parts.add("in " + system.place());
    line("system", String.join(", ", parts));
    line("logins", logins(system));
    system.authorizedKeys().stream()
        .limit(MOST)
        .forEach(key ->
            line("ssh key", "%s %s %s".formatted(key.user(), key.fingerprint(), key.comment())));
  }

  private static String logins(SystemFacts system) {
    List<String> parts = new ArrayList<>();
    for (TerminalLogin login : system.logins().stream().limit(MOST).toList()) {
      if (login.line().isEmpty()) {
        continue;
      }
      parts.add(
          login.line()
              + (login.shell()
                  ? " shell"
                  : login.user().isEmpty() ? " prompt" : " autologin as " + login.user()));
    }
    system.sudo().map(InspectionText::sudo).filter(s -> !s.isEmpty()).ifPresent(parts::add);
    for (Account account : system.accounts().stream().limit(MOST).toList()) {
      if (account.name().equals("root") || !account.password().equals("locked")) {
        parts.add(
            account.name()
                + switch (account.password()) {
                  case "locked" -> " locked";
                  case "empty" -> " without a password";
                  case "set" -> " has a password";
                  default -> ", password unknown";
                }
                + (account.expired() ? ", expired" : ""));
      }
    }
    return parts.isEmpty() ? "none found" : String.join("; ", parts);
  }

  private static String sudo(Sudo rules) {
    return rules.passwordless().isEmpty()
        ? rules.users().isEmpty() ? "" : "sudo with a password: " + String.join(" ", rules.users())
        : "sudo without a password: " + String.join(" ", rules.passwordless());
  }

  private void findings(Foresight foresight) {
    List<Finding> findings = foresight.findings();
    if (findings.isEmpty()) {
      boolean linux =
          foresight.facts().kernel().filter(k -> !k.architecture().isEmpty()).isPresent();
      lines.add(
          linux
              ? "  ✓ nothing here would keep it from being tested on its serial console"
              : "  ? no Linux kernel was read in it: only its boot shows whether it uses a serial"
                  + " console");
      return;
    }
    for (Finding finding : findings) {
      boolean stops = Causes.bundled().get(finding.cause()).severity().blames();
      lines.add("  %s %s".formatted(stops ? "✗" : "!", style.safe(finding.cause())));
      lines.add("    " + style.safe(finding.detail()));
      lines.add("    next  " + style.safe(finding.advice()));
    }
  }
}
