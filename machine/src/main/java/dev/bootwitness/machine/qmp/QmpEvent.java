package dev.bootwitness.machine.qmp;

import tools.jackson.databind.JsonNode;

/**
 * An event that QEMU reports by itself. Names and fields are those of {@code qapi/run-state.json}
 * and {@code qapi/block-core.json}; {@code data} is always the event's data as JSON, {@code {}}
 * when it has none.
 */
public sealed interface QmpEvent {

  /** The event's name in the protocol, e.g. {@code RESET}. */
  String name();

  /** The event's data as JSON. */
  String data();

  /**
   * The machine was reset.
   *
   * @param guest whether the guest did it
   * @param reason e.g. {@code guest-reset}, {@code host-qmp-system-reset}
   */
  record Reset(String data, boolean guest, String reason) implements QmpEvent {
    @Override
    public String name() {
      return "RESET";
    }
  }

  /**
   * QEMU is about to end.
   *
   * @param guest whether the guest did it
   * @param reason e.g. {@code guest-shutdown}, {@code guest-panic}, {@code host-qmp-quit}
   */
  record Shutdown(String data, boolean guest, String reason) implements QmpEvent {
    @Override
    public String name() {
      return "SHUTDOWN";
    }
  }

  /**
   * The guest's kernel panicked and said so by pvpanic.
   *
   * @param action what QEMU does about it: {@code run}, {@code pause}, {@code poweroff}
   */
  record GuestPanicked(String data, String action) implements QmpEvent {
    @Override
    public String name() {
      return "GUEST_PANICKED";
    }
  }

  /** A watchdog device expired; {@code action} is what QEMU does about it. */
  record Watchdog(String data, String action) implements QmpEvent {
    @Override
    public String name() {
      return "WATCHDOG";
    }
  }

  /**
   * A disk request failed on the host.
   *
   * @param device the block node's or device's name
   * @param operation {@code read} or {@code write}
   * @param noSpace whether the host's disk is full
   * @param reason the host's own words
   */
  record BlockIoError(String data, String device, String operation, boolean noSpace, String reason)
      implements QmpEvent {
    @Override
    public String name() {
      return "BLOCK_IO_ERROR";
    }
  }

  /**
   * QEMU found the image of a disk damaged.
   *
   * @param device the block node's or device's name
   * @param message QEMU's own words
   */
  record BlockImageCorrupted(String data, String device, String message) implements QmpEvent {
    @Override
    public String name() {
      return "BLOCK_IMAGE_CORRUPTED";
    }
  }

  /** The guest's processors are stopped. */
  record Stop(String data) implements QmpEvent {
    @Override
    public String name() {
      return "STOP";
    }
  }

  /** The guest's processors run again. */
  record Resume(String data) implements QmpEvent {
    @Override
    public String name() {
      return "RESUME";
    }
  }

  /** The power button was pressed for the guest. */
  record Powerdown(String data) implements QmpEvent {
    @Override
    public String name() {
      return "POWERDOWN";
    }
  }

  /**
   * A migration changed its status; only with the capability {@code events}.
   *
   * @param status e.g. {@code active}, {@code completed}, {@code failed}
   */
  record Migration(String data, String status) implements QmpEvent {
    @Override
    public String name() {
      return "MIGRATION";
    }
  }

  /**
   * A device is gone: the guest has let it go, or its bus takes it at once.
   *
   * @param device its id; empty when it has none
   */
  record DeviceDeleted(String data, String device) implements QmpEvent {
    @Override
    public String name() {
      return "DEVICE_DELETED";
    }
  }

  /** Any other event. */
  record Other(String name, String data) implements QmpEvent {}

  /** Reads an event; a field that is missing reads as empty or false. */
  static QmpEvent of(String name, JsonNode fields) {
    String data = fields.isMissingNode() ? "{}" : fields.toString();
    return switch (name) {
      case "RESET" -> new Reset(data, flag(fields, "guest"), text(fields, "reason"));
      case "SHUTDOWN" -> new Shutdown(data, flag(fields, "guest"), text(fields, "reason"));
      case "GUEST_PANICKED" -> new GuestPanicked(data, text(fields, "action"));
      case "WATCHDOG" -> new Watchdog(data, text(fields, "action"));
      case "BLOCK_IO_ERROR" -> blockIoError(data, fields);
      case "BLOCK_IMAGE_CORRUPTED" ->
          new BlockImageCorrupted(data, device(fields), text(fields, "msg"));
      case "STOP" -> new Stop(data);
      case "RESUME" -> new Resume(data);
      case "POWERDOWN" -> new Powerdown(data);
      case "MIGRATION" -> new Migration(data, text(fields, "status"));
      case "DEVICE_DELETED" -> new DeviceDeleted(data, text(fields, "device"));
      default -> new Other(name, data);
    };
  }

  private static BlockIoError blockIoError(String data, JsonNode fields) {
    return new BlockIoError(
        data,
        device(fields),
        text(fields, "operation"),
        flag(fields, "nospace"),
        text(fields, "reason"));
  }

  private static String device(JsonNode fields) {
    String node = text(fields, "node-name");
    return node.isEmpty() ? text(fields, "device") : node;
  }

  private static String text(JsonNode fields, String key) {
    return fields.path(key).asString("");
  }

  private static boolean flag(JsonNode fields, String key) {
    return fields.path(key).asBoolean(false);
  }
}
