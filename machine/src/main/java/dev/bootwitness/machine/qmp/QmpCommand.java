package dev.bootwitness.machine.qmp;

import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A command with the type of its answer.
 *
 * @param name its name in the protocol
 * @param arguments JSON-able values by name; may be empty
 * @param answer reads the {@code return} member
 */
public record QmpCommand<R>(
    String name, Map<String, Object> arguments, Function<JsonNode, R> answer) {

  /** Copies the arguments. */
  public QmpCommand {
    arguments = Map.copyOf(arguments);
  }

  /** What a command returns that has nothing to say. */
  public enum Done {
    DONE
  }

  /** Ends capability negotiation; QEMU takes no other command before it. */
  public static QmpCommand<Done> capabilities() {
    return plain("qmp_capabilities");
  }

  /** Lets the guest's processors run. */
  public static QmpCommand<Done> cont() {
    return plain("cont");
  }

  /** Asks for the run state, e.g. {@code running}, {@code prelaunch}, {@code paused}. */
  public static QmpCommand<String> queryStatus() {
    return new QmpCommand<>("query-status", Map.of(), answer -> answer.path("status").asString(""));
  }

  /** Presses the power button; the guest may ignore it. */
  public static QmpCommand<Done> systemPowerdown() {
    return plain("system_powerdown");
  }

  /** Ends QEMU, whatever the guest does. */
  public static QmpCommand<Done> quit() {
    return plain("quit");
  }

  private static QmpCommand<Done> plain(String name) {
    return new QmpCommand<>(name, Map.of(), _ -> Done.DONE);
  }
}
