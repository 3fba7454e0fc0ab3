package dev.bootwitness.prenixos.inventory;

import java.util.ArrayList;
import java.util.List;

/** A disk to test with: blank unless something is put on it. */
public final class TestDisk {
  public static final long GIB = 1L << 30;

  private final String name;
  private long size = 4 * GIB;
  private boolean rotational;
  private String serial;
  private String excluded = "";
  private String probeError = "";
  private final List<String> signatures = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();

  private TestDisk(String name) {
    this.name = name;
    this.serial = "S-" + name;
  }

  public static TestDisk ssd(String name, long size) {
    var disk = new TestDisk(name);
    disk.size = size;
    return disk;
  }

  public static TestDisk hdd(String name, long size) {
    TestDisk disk = ssd(name, size);
    disk.rotational = true;
    return disk;
  }

  public TestDisk serial(String serial) {
    this.serial = serial;
    return this;
  }

  public TestDisk excluded(String reason) {
    excluded = reason;
    return this;
  }

  public TestDisk unprobed(String words) {
    probeError = words;
    return this;
  }

  public TestDisk signature(String kind) {
    signatures.add(kind);
    return this;
  }

  public TestDisk part(int number, String content, String label, String... mounts) {
    return holding("/dev/" + name + number, "part", content, label, "", false, mounts);
  }

  public TestDisk holding(
      String path,
      String type,
      String content,
      String label,
      String group,
      boolean everMounted,
      String... mounts) {
    holdings.add(new Holding(path, type, content, label, group, List.of(mounts), everMounted));
    return this;
  }

  public DiskFacts facts() {
    return new DiskFacts(
        name,
        "/dev/" + name,
        size,
        512,
        rotational,
        "Test disk",
        serial,
        "sata",
        excluded,
        probeError,
        signatures,
        holdings);
  }

  public static Inventory inventory(int memoryGib, TestDisk... disks) {
    List<DiskFacts> facts = new ArrayList<>();
    for (TestDisk disk : disks) {
      facts.add(disk.facts());
    }
    return new Inventory(memoryGib, facts);
  }
}
