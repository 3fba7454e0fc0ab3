package dev.bootwitness.engine.check;

import java.util.Map;

/** How a unit's main process ended, in words. */
final class UnitEnding {

  /** Exit statuses by which systemd reports what it could not do itself: systemd.exec(5). */
  private static final Map<String, String> BY_SYSTEMD =
      Map.of(
          "200", "CHDIR",
          "203", "EXEC",
          "208", "STDIN",
          "209", "STDOUT",
          "216", "GROUP",
          "217", "USER",
          "226", "NAMESPACE",
          "243", "CREDENTIALS");

  private UnitEnding() {}

  /**
   * The words.
   *
   * @param result systemd's Result: success, exit-code, signal, timeout, …
   * @param code ExecMainCode, a CLD_ constant of sigaction(2): 1 exited, 2 killed, 3 dumped core
   * @param status ExecMainStatus: an exit status or a signal
   */
  static String words(String result, String code, String status) {
    String process =
        switch (code) {
          case "1" -> "exit status " + status + exec(status);
          case "2" -> "killed by signal " + status;
          case "3" -> "killed by signal " + status + " with a core dump";
          default -> "";
        };
    boolean clear = result.equals("exit-code") || result.equals("signal");
    if (process.isEmpty() || (code.equals("1") && status.equals("0"))) {
      return "result " + result;
    }
    return clear ? process : "result " + result + ", " + process;
  }

  private static String exec(String status) {
    String name = BY_SYSTEMD.get(status);
    return name == null ? "" : "/" + name;
  }
}
