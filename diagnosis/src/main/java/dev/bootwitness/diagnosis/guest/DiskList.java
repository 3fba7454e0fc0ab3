package dev.bootwitness.diagnosis.guest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A guest's block devices, as {@code lsblk --json --bytes} prints them (lsblk(8)).
 *
 * @param devices the whole devices
 */
public record DiskList(List<Device> devices) {

  /** Copies the list. */
  public DiskList {
    devices = List.copyOf(devices);
  }

  /** Prints the columns of {@link Device}. */
  public static final String COMMAND =
      "lsblk --json --bytes --output NAME,TYPE,SIZE,FSTYPE,LABEL,MOUNTPOINT,SERIAL,RO";

  /**
   * One device.
   *
   * @param type disk, part, lvm, raid1, rom, loop, …
   * @param fileSystem its type; empty when there is none
   * @param mountPoint empty when it is not mounted
   * @param children what lies on it
   */
  public record Device(
      String name,
      String type,
      long bytes,
      String fileSystem,
      String label,
      String mountPoint,
      String serial,
      boolean readOnly,
      List<Device> children) {
    public Device {
      children = List.copyOf(children);
    }

    private Stream<Device> all() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Device::all));
    }
  }

  /**
   * Reads what {@link #COMMAND} prints. JSON is YAML 1.2, and this reader knows bounds.
   *
   * @throws IOException when it is something else
   */
  public static DiskList parse(String json) throws IOException {
    try {
      Object root = new Load(LoadSettings.builder().build()).loadFromString(json);
      if (root instanceof Map<?, ?> map && map.get("blockdevices") instanceof List<?> list) {
        return new DiskList(devices(list));
      }
    } catch (YamlEngineException e) {
      throw new IOException("lsblk printed no JSON: " + e.getMessage(), e);
    }
    throw new IOException("lsblk printed no list of devices");
  }

  private static List<Device> devices(@Nullable Object list) {
    return list instanceof List<?> items
        ? items.stream()
            .filter(Map.class::isInstance)
            .map(item -> device((Map<?, ?>) item))
            .toList()
        : List.of();
  }

  private static Device device(Map<?, ?> map) {
    return new Device(
        text(map.get("name")),
        text(map.get("type")),
        map.get("size") instanceof Number bytes ? bytes.longValue() : number(text(map.get("size"))),
        text(map.get("fstype")),
        text(map.get("label")),
        text(map.get("mountpoint")),
        text(map.get("serial")),
        // util-linux before 2.33 writes truth values as texts.
        List.of("true", "1").contains(text(map.get("ro"))),
        devices(map.get("children")));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  /** Every device of that name, at whatever depth. */
  public Optional<Device> named(String name) {
    return devices.stream()
        .flatMap(Device::all)
        .filter(device -> device.name().equals(name))
        .findFirst();
  }

  /** Every device of that type, at whatever depth. */
  public List<Device> ofType(String type) {
    return devices.stream()
        .flatMap(Device::all)
        .filter(device -> device.type().equals(type))
        .toList();
  }
}
