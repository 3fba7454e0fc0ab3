package dev.bootwitness.machine.qmp;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
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

  /** The answer of a command that returns nothing. */
  public enum Done {
    DONE
  }

  /** Ends capability negotiation; QEMU accepts no other command before it. */
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

  /** Stops the guest's processors. */
  public static QmpCommand<Done> stop() {
    return plain("stop");
  }

  /** Switches on optional capabilities of a migration. */
  public static QmpCommand<Done> migrationCapabilities(String... names) {
    List<Map<String, Object>> states =
        Arrays.stream(names)
            .map(name -> Map.<String, Object>of("capability", name, "state", true))
            .toList();
    return new QmpCommand<>(
        "migrate-set-capabilities", Map.of("capabilities", states), _ -> Done.DONE);
  }

  /** Begins to write the machine's state to the listener on a Unix socket. */
  public static QmpCommand<Done> migrateTo(Path socket) {
    return new QmpCommand<>("migrate", Map.of("uri", "unix:" + socket), _ -> Done.DONE);
  }

  /** Listens on a Unix socket for a machine's state; QEMU was started with incoming deferred. */
  public static QmpCommand<Done> migrateFrom(Path socket) {
    return new QmpCommand<>("migrate-incoming", Map.of("uri", "unix:" + socket), _ -> Done.DONE);
  }

  /** Presses the power button; the guest may ignore it. */
  public static QmpCommand<Done> systemPowerdown() {
    return plain("system_powerdown");
  }

  /** Ends QEMU, whatever the guest does. */
  public static QmpCommand<Done> quit() {
    return plain("quit");
  }

  /** Lets a restart by the guest end QEMU, as switching off does. */
  public static QmpCommand<Done> endAtRestart() {
    return new QmpCommand<>("set-action", Map.of("reboot", "shutdown"), _ -> Done.DONE);
  }

  /** Opens a drive, even if the guest has locked it, and takes the medium out. */
  public static QmpCommand<Done> eject(String drive) {
    return new QmpCommand<>("eject", Map.of("id", drive, "force", true), _ -> Done.DONE);
  }

  /** Asks the guest to let a device go; {@link QmpEvent.DeviceDeleted} says that it did. */
  public static QmpCommand<Done> unplug(String device) {
    return new QmpCommand<>("device_del", Map.of("id", device), _ -> Done.DONE);
  }

  /** Writes the screen's pixels to a file, as PPM. */
  public static QmpCommand<Done> screendump(Path file) {
    return new QmpCommand<>("screendump", Map.of("filename", file.toString()), _ -> Done.DONE);
  }

  /** Writes a piece of the guest's physical memory to a file. */
  public static QmpCommand<Done> pmemsave(long address, long bytes, Path file) {
    return new QmpCommand<>(
        "pmemsave",
        Map.of("val", address, "size", bytes, "filename", file.toString()),
        _ -> Done.DONE);
  }

  /** Sends a break on a serial line, e.g. {@code serial0}. */
  public static QmpCommand<Done> sendBreak(String chardev) {
    return new QmpCommand<>("chardev-send-break", Map.of("id", chardev), _ -> Done.DONE);
  }

  /** A command of the human monitor, with its output. */
  public static QmpCommand<String> monitor(String line) {
    return new QmpCommand<>(
        "human-monitor-command", Map.of("command-line", line), answer -> answer.asString(""));
  }

  /** Asks in which formats the guest's memory can be dumped. */
  public static QmpCommand<List<String>> dumpFormats() {
    return new QmpCommand<>(
        "query-dump-guest-memory-capability",
        Map.of(),
        answer ->
            StreamSupport.stream(answer.path("formats").spliterator(), false)
                .map(format -> format.asString(""))
                .toList());
  }

  /** Writes all of the guest's memory to a file; answered when it is done. */
  public static QmpCommand<Done> dumpGuestMemory(Path file, String format) {
    return new QmpCommand<>(
        "dump-guest-memory",
        Map.of("paging", false, "protocol", "file:" + file, "format", format),
        _ -> Done.DONE);
  }

  private static QmpCommand<Done> plain(String name) {
    return new QmpCommand<>(name, Map.of(), _ -> Done.DONE);
  }
}
