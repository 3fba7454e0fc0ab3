package dev.bootwitness.image.initramfs;

import dev.bootwitness.image.initramfs.InitramfsEntry.Access;
import dev.bootwitness.image.initramfs.InitramfsEntry.Device;
import dev.bootwitness.image.initramfs.InitramfsEntry.Directory;
import dev.bootwitness.image.initramfs.InitramfsEntry.Pipe;
import dev.bootwitness.image.initramfs.InitramfsEntry.Regular;
import dev.bootwitness.image.initramfs.InitramfsEntry.Socket;
import dev.bootwitness.image.initramfs.InitramfsEntry.Symlink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * Writes a list in the kernel's format: a newc cpio archive, gzip compressed.
 *
 * <p>The bytes depend only on the list, the files it names and the time stamp. Format: Linux {@code
 * Documentation/driver-api/early-userspace/buffer-format.rst}.
 */
public final class InitramfsWriter {

  private static final int CPIO_BLOCK = 512;

  private final CpioArchiveOutputStream archive;
  private final long mtime;
  private long nextInode = 1;

  private InitramfsWriter(CpioArchiveOutputStream archive, long mtime) {
    this.archive = archive;
    this.mtime = mtime;
  }

  /**
   * Writes the archive and leaves {@code out} open.
   *
   * @param mtime modification time of every entry, seconds since 1970 (SOURCE_DATE_EPOCH); 0 to
   *     2^32-1
   * @throws IOException when a named file cannot be read or {@code out} cannot be written
   */
  public static void write(InitramfsList list, OutputStream out, long mtime) throws IOException {
    if (mtime < 0 || mtime > 0xffff_ffffL) {
      throw new IllegalArgumentException(
          "mtime " + mtime + " does not fit a cpio header: 0 to " + 0xffff_ffffL);
    }
    GZIPOutputStream gzip = new GZIPOutputStream(out);
    CpioArchiveOutputStream archive =
        new CpioArchiveOutputStream(
            gzip, CpioConstants.FORMAT_NEW, CPIO_BLOCK, StandardCharsets.UTF_8.name());
    InitramfsWriter writer = new InitramfsWriter(archive, mtime);
    for (InitramfsEntry entry : list.entries()) {
      writer.write(entry);
    }
    archive.finish();
    gzip.finish();
  }

  private void write(InitramfsEntry entry) throws IOException {
    switch (entry) {
      case Regular file -> write(file);
      case Directory dir -> empty(header(dir.name(), CpioConstants.C_ISDIR, dir.access(), 2));
      case Pipe pipe -> empty(header(pipe.name(), CpioConstants.C_ISFIFO, pipe.access(), 1));
      case Socket socket ->
          empty(header(socket.name(), CpioConstants.C_ISSOCK, socket.access(), 1));
      case Device node -> write(node);
      case Symlink link -> write(link);
    }
  }

  private void write(Device node) throws IOException {
    int type = node.block() ? CpioConstants.C_ISBLK : CpioConstants.C_ISCHR;
    CpioArchiveEntry header = header(node.name(), type, node.access(), 1);
    header.setRemoteDeviceMaj(node.major());
    header.setRemoteDeviceMin(node.minor());
    empty(header);
  }

  private void write(Symlink link) throws IOException {
    byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
    CpioArchiveEntry header = header(link.name(), CpioConstants.C_ISLNK, link.access(), 1);
    header.setSize(target.length);
    archive.putArchiveEntry(header);
    archive.write(target);
    archive.closeArchiveEntry();
  }

  // Hard links share an inode number and the last of them carries the data, as in gen_init_cpio.
  private void write(Regular file) throws IOException {
    List<String> names = new ArrayList<>(List.of(file.name()));
    names.addAll(file.links());
    long inode = nextInode++;
    for (String name : names.subList(0, names.size() - 1)) {
      empty(header(name, CpioConstants.C_ISREG, file.access(), names.size(), inode));
    }
    CpioArchiveEntry header =
        header(names.getLast(), CpioConstants.C_ISREG, file.access(), names.size(), inode);
    header.setSize(Files.size(file.source()));
    archive.putArchiveEntry(header);
    Files.copy(file.source(), archive);
    archive.closeArchiveEntry();
  }

  private void empty(CpioArchiveEntry header) throws IOException {
    archive.putArchiveEntry(header);
    archive.closeArchiveEntry();
  }

  private CpioArchiveEntry header(String name, int type, Access access, int links) {
    return header(name, type, access, links, nextInode++);
  }

  private CpioArchiveEntry header(String name, int type, Access access, int links, long inode) {
    CpioArchiveEntry header = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name);
    header.setMode(type | access.mode());
    header.setUID(access.uid());
    header.setGID(access.gid());
    header.setNumberOfLinks(links);
    header.setInode(inode);
    header.setTime(mtime);
    return header;
  }
}
