package dev.bootwitness.image.initramfs;

import java.nio.file.Path;
import java.util.List;

/** One line of an initramfs list: something the archive will hold. */
public sealed interface InitramfsEntry {

  /** Name in the archive, without the leading slash. */
  String name();

  /** Permissions and owner. */
  Access access();

  /**
   * An entry's permissions and owner.
   *
   * @param mode permission bits, 0 to 07777
   */
  record Access(int mode, int uid, int gid) {}

  /**
   * {@code file}: a regular file.
   *
   * @param source where its content is on this host
   * @param links further names of the same inode
   */
  record Regular(String name, Path source, Access access, List<String> links)
      implements InitramfsEntry {
    public Regular {
      links = List.copyOf(links);
    }
  }

  /** {@code dir}: a directory. */
  record Directory(String name, Access access) implements InitramfsEntry {}

  /** {@code nod}: a device node; a block device if {@code block}, else a character device. */
  record Device(String name, Access access, boolean block, int major, int minor)
      implements InitramfsEntry {}

  /** {@code slink}: a symbolic link. */
  record Symlink(String name, String target, Access access) implements InitramfsEntry {}

  /** {@code pipe}: a FIFO. */
  record Pipe(String name, Access access) implements InitramfsEntry {}

  /** {@code sock}: a Unix socket. */
  record Socket(String name, Access access) implements InitramfsEntry {}
}
