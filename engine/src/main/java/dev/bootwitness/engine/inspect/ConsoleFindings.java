package dev.bootwitness.engine.inspect;

import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.SystemFacts;
import dev.bootwitness.image.facts.TerminalLogin;
import dev.bootwitness.record.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether kernel and system will use the serial console. */
final class ConsoleFindings {

  private static final Set<String> KNOWN_INITS = Set.of("systemd", "busybox", "sysvinit", "openrc");

  private ConsoleFindings() {}

  static List<Finding> of(ImageFacts facts, Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    boolean started =
        FirmwareFindings.menu(facts, circumstances).flatMap(menu -> menu.chosen()).isPresent();
    boolean kernel = facts.kernel().filter(k -> !k.architecture().isEmpty()).isPresent();
    // An arm64 kernel takes its console from the firmware's tables.
    boolean arm =
        facts.kernel().filter(k -> k.architecture().equals("arm64")).isPresent()
            && facts.consoles().isEmpty();
    if (kernel && !arm && (started || !circumstances.loader())) {
      kernel(facts, circumstances, findings);
    }
    facts.system().ifPresent(system -> login(facts, system, circumstances, findings));
    return findings;
  }

  private static String name(String console) {
    return console.split(",", 2)[0];
  }

  private static void kernel(
      ImageFacts facts, Circumstances circumstances, List<Finding> findings) {
    String line = circumstances.line();
    List<String> names = facts.consoles().stream().map(ConsoleFindings::name).toList();
    if (!names.contains(line)) {
      findings.add(
          ImageFindings.about(
                  "kernel/no-serial-console",
                  names.isEmpty()
                      ? "the kernel line has no console=%s".formatted(line)
                      : "the kernel line has console=%s, and no console=%s"
                          .formatted(String.join(", console=", names), line),
                  facts.commandLine())
              .finding());
    } else if (!names.getLast().equals(line)) {
      findings.add(
          ImageFindings.about(
                  "console/serial-not-last",
                  "console=%s comes after console=%s, so /dev/console is not the serial line"
                      .formatted(names.getLast(), line),
                  facts.commandLine())
              .finding());
    }
  }

  /** Without a serial console of the kernel, systemd starts no getty there: that is said above. */
  private static void login(
      ImageFacts facts, SystemFacts system, Circumstances circumstances, List<Finding> findings) {
    String line = circumstances.line();
    List<String> names = facts.consoles().stream().map(ConsoleFindings::name).toList();
    if (!names.contains(line) || !KNOWN_INITS.contains(system.init())) {
      return;
    }
    boolean lastIsSerial = names.getLast().equals(line);
    boolean offered = system.logins().stream().anyMatch(login -> isHere(login, line, lastIsSerial));
    if (!offered) {
      findings.add(
          ImageFindings.about(
                  "console/no-getty",
                  "%s starts no login on %s%s".formatted(source(system), line, others(system)),
                  "")
              .finding());
    }
  }

  private static boolean isHere(TerminalLogin login, String line, boolean lastIsSerial) {
    return login.line().equals(line)
        || login.line().isEmpty()
        || (login.line().equals("console") && lastIsSerial);
  }

  private static String source(SystemFacts system) {
    return system.init().equals("systemd") ? "systemd" : "/etc/inittab";
  }

  private static String others(SystemFacts system) {
    List<String> lines = system.logins().stream().map(TerminalLogin::line).toList();
    return lines.isEmpty() ? "" : ", only on " + String.join(", ", lines);
  }

  /** Where a login appears on the serial console, if anywhere. */
  static List<TerminalLogin> here(ImageFacts facts, SystemFacts system, String line) {
    List<String> names = facts.consoles().stream().map(ConsoleFindings::name).toList();
    boolean lastIsSerial = !names.isEmpty() && names.getLast().equals(line);
    return system.logins().stream()
        .filter(login -> isHere(login, line, lastIsSerial) && !login.line().isEmpty())
        .toList();
  }
}
