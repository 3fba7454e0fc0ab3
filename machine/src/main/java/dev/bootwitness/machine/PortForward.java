package dev.bootwitness.machine;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.OwnedProcess;
import dev.bootwitness.machine.qmp.QmpClient;
import dev.bootwitness.machine.qmp.QmpCommand;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port of this host that leads into the guest, through QEMU's user-mode network. */
final class PortForward {

  /** The network of the first card; see PeripheralArguments. */
  private static final String FIRST = "net0";

  /**
   * A line of {@code info usernet}: protocol with its state, descriptor, source address and port,
   * destination address and port (libslirp, misc.c).
   */
  private static final Pattern FORWARDED =
      Pattern.compile(
          "TCP\\[HOST_FORWARD]\\s+\\d+\\s+127\\.0\\.0\\.1\\s+(\\d+)\\s+\\S+\\s+(\\d+)\\s");

  private PortForward() {}

  /** A second request for the same guest port returns the port of the first one. */
  static int open(int guestPort, QmpClient qmp, OwnedProcess process)
      throws MachineException, InterruptedException {
    OptionalInt before = find(guestPort, ask("info usernet", qmp, process));
    if (before.isPresent()) {
      return before.getAsInt();
    }
    // Port 0: the kernel chooses one that is free (ip(7)).
    String refused =
        ask("hostfwd_add %s tcp:127.0.0.1:0-:%d".formatted(FIRST, guestPort), qmp, process);
    if (!refused.isBlank()) {
      throw new MachineException(new MachineFailure.MonitorRefused(refused.strip()));
    }
    String list = ask("info usernet", qmp, process);
    return find(guestPort, list)
        .orElseThrow(() ->
            new MachineException(
                new MachineFailure.MonitorRefused("no forwarded port in: " + list.strip())));
  }

  /** The host's port for a guest's port, in the answer to {@code info usernet}. */
  static OptionalInt find(int guestPort, String list) {
    Matcher line = FORWARDED.matcher(list);
    while (line.find()) {
      if (Integer.parseInt(line.group(2)) == guestPort) {
        return OptionalInt.of(Integer.parseInt(line.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  private static String ask(String line, QmpClient qmp, OwnedProcess process)
      throws MachineException, InterruptedException {
    return MachineLauncher.await(
        process, qmp.execute(QmpCommand.monitor(line)), "the answer to " + line);
  }
}
