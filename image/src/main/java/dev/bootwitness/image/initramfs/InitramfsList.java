package dev.bootwitness.image.initramfs;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an initramfs holds, in the order it is written.
 *
 * <p>Every entry's parent directory comes before it: the kernel's unpacker creates none (Linux
 * {@code init/initramfs.c}, {@code do_name}).
 *
 * @param entries in archive order
 */
public record InitramfsList(List<InitramfsEntry> entries) {

  public InitramfsList {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a list in the format of the kernel's {@code usr/gen_init_cpio.c}.
   *
   * <p>Stricter and wider than the original in these points: an undefined variable, a missing
   * source, a name made twice and an entry before its directory are errors; {@code ${NAME}} is
   * expanded in every field but the first; a relative source is looked up in the list's own
   * directory.
   *
   * @param file UTF-8
   * @param variables for {@code ${NAME}}
   * @throws InitramfsListException naming every mistake in the list with its line, or why the list
   *     could not be read
   */
  public static InitramfsList parse(Path file, Map<String, String> variables)
      throws InitramfsListException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new InitramfsListException(
          List.of(file + ": there is no such file. Give a list in the format of gen_init_cpio."),
          e);
    } catch (MalformedInputException e) {
      throw new InitramfsListException(List.of(file + ": is not UTF-8 text."), e);
    } catch (IOException e) {
      throw new InitramfsListException(
          List.of(file + ": could not be read: " + e.getMessage() + "."), e);
    }
    return new ListParser(file, variables).parse(lines);
  }
}
