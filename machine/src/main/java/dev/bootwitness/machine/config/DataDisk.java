package dev.bootwitness.machine.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A disk in addition to the boot medium. The guest's writes to it are discarded with the machine,
 * unless the content is {@link Content.Kept}.
 *
 * @param content what is on it at power-on
 * @param serial its serial number, 1 to 20 of {@code A-Z a-z 0-9 . _ -}; null for {@code data0},
 *     {@code data1} and so on
 * @param rotational whether it reports that it rotates; null for the default of its bus
 * @param readOnly whether it is write-protected
 * @param presence whether it may come and go while the machine runs
 */
public record DataDisk(
    Content content,
    DiskBus bus,
    @Nullable String serial,
    @Nullable Boolean rotational,
    boolean readOnly,
    Presence presence) {

  /** Whether a disk may come and go while the machine runs. */
  public enum Presence {
    /** It is there from power-on to power-off. */
    FIXED,
    /** It is there at power-on, and may be pulled out and plugged in again. */
    PLUGGED,
    /** It keeps its place and its content, but is not there at power-on. */
    UNPLUGGED
  }

  /** The length of ATA's, the shortest of all buses (ACS-3, IDENTIFY DEVICE words 10 to 19). */
  private static final String SERIAL = "[A-Za-z0-9._-]{1,20}";

  private static final int SECTOR = 512;

  /** What is on a disk at power-on. */
  public sealed interface Content {

    /**
     * Zeros.
     *
     * @param bytes the disk's size, a positive multiple of 512
     */
    record Blank(long bytes) implements Content {
      /** Checks the size. */
      public Blank {
        if (bytes <= 0 || bytes % SECTOR != 0) {
          throw new IllegalArgumentException(
              "data disk of "
                  + bytes
                  + " bytes: the size must be a positive multiple of "
                  + SECTOR);
        }
      }
    }

    /**
     * The content of a file that takes the guest's writes and outlives the machine; blank when the
     * file does not exist yet.
     *
     * @param file a qcow2 disk, made absolute
     * @param bytes the size of a new disk, a positive multiple of 512
     */
    record Kept(Path file, long bytes) implements Content {
      /** Makes the path absolute. */
      public Kept {
        var _ = new Blank(bytes);
        file = file.toAbsolutePath();
      }
    }

    /** The content of a file, which is only read; made absolute. */
    record Image(Path file, DiskFormat format) implements Content {
      /** Makes the path absolute. */
      public Image {
        file = file.toAbsolutePath();
      }
    }
  }

  /** Checks serial number and bus. */
  public DataDisk {
    if (serial != null && !isSerial(serial)) {
      throw new IllegalArgumentException(
          "serial number \"" + serial + "\": allowed are 1 to 20 of A-Z a-z 0-9 . _ -");
    }
    if (rotational != null && !bus.shows(rotational)) {
      throw new IllegalArgumentException(
          "a disk of bus " + bus + " cannot be shown as rotational: " + rotational);
    }
    if (readOnly && !bus.takesReadOnly()) {
      throw new IllegalArgumentException("a disk of bus " + bus + " cannot be read-only");
    }
    if (presence != Presence.FIXED && !bus.canBePlugged()) {
      throw new IllegalArgumentException("a disk of bus " + bus + " cannot come or go");
    }
  }

  /** A disk that is there all the time. */
  public DataDisk(
      Content content,
      DiskBus bus,
      @Nullable String serial,
      @Nullable Boolean rotational,
      boolean readOnly) {
    this(content, bus, serial, rotational, readOnly, Presence.FIXED);
  }

  /** A blank virtio disk of that many bytes. */
  public DataDisk(long bytes) {
    this(new Content.Blank(bytes), DiskBus.VIRTIO, null, null, false);
  }

  /** Whether a machine with it can be frozen: a checkpoint would hold none of a kept file. */
  boolean canBeFrozen() {
    return bus.canBeFrozen() && !(content instanceof Content.Kept);
  }

  /** Whether this can be a serial number on every bus. */
  public static boolean isSerial(String text) {
    return text.matches(SERIAL);
  }

  /** The same content on another bus. */
  public DataDisk on(DiskBus other) {
    return new DataDisk(content, other, serial, rotational, readOnly, presence);
  }

  /** The same disk, there or not. */
  public DataDisk being(Presence other) {
    return new DataDisk(content, bus, serial, rotational, readOnly, other);
  }
}
