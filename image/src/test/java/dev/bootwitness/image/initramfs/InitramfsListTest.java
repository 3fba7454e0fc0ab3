package dev.bootwitness.image.initramfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.image.initramfs.InitramfsEntry.Access;
import dev.bootwitness.image.initramfs.InitramfsEntry.Device;
import dev.bootwitness.image.initramfs.InitramfsEntry.Directory;
import dev.bootwitness.image.initramfs.InitramfsEntry.Pipe;
import dev.bootwitness.image.initramfs.InitramfsEntry.Regular;
import dev.bootwitness.image.initramfs.InitramfsEntry.Socket;
import dev.bootwitness.image.initramfs.InitramfsEntry.Symlink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitramfsListTest {

  @TempDir Path dir;

  @Test
  void everyTypeOfEntryIsRead() throws Exception {
    Path source = Files.createFile(dir.resolve("my init"));
    Path list =
        list(
            """
            # A comment
              # and one that is indented

            dir /dev 0755 0 0
            nod /dev/console 0600 0 5 c 5 1
            nod dev/vda 660 0 6 b 254 0
            file\t/init  ${SRC}/my${SPACE}init 4755 1 2 /sbin-init /etc-init
            slink /bin usr/bin 0777 0 0
            pipe /p 0600 0 0
            sock /s 0600 0 0
            """);

    InitramfsList read = InitramfsList.parse(list, Map.of("SRC", dir.toString(), "SPACE", " "));

    assertThat(read.entries())
        .containsExactly(
            new Directory("dev", new Access(0755, 0, 0)),
            new Device("dev/console", new Access(0600, 0, 5), false, 5, 1),
            new Device("dev/vda", new Access(0660, 0, 6), true, 254, 0),
            new Regular("init", source, new Access(04755, 1, 2), List.of("sbin-init", "etc-init")),
            new Symlink("bin", "usr/bin", new Access(0777, 0, 0)),
            new Pipe("p", new Access(0600, 0, 0)),
            new Socket("s", new Access(0600, 0, 0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          fil /x y 0755 0 0          | "fil" is no type of entry; expected file, dir, nod, slink, pipe or sock.
          dir /x 0755 0              | dir has 3 fields after its type; expected "dir <name> <mode> <uid> <gid>".
          dir /x 0855 0 0            | mode is "0855"; expected octal permissions from 0 to 7777, such as 0755.
          dir /x 10000 0 0           | mode is "10000"; expected octal permissions from 0 to 7777, such as 0755.
          dir /x 0755 root 0         | uid is "root"; expected a decimal number from 0 to 2147483647.
          dir /x 0755 0 -1           | gid is "-1"; expected a decimal number from 0 to 2147483647.
          dir / 0755 0 0             | name is "/"; expected an absolute path such as /etc/passwd, without empty, "." or ".." parts and not / itself.
          dir /../x 0755 0 0         | name is "/../x"; expected an absolute path such as /etc/passwd, without empty, "." or ".." parts and not / itself.
          nod /x 0600 0 0 d 1 3      | dev_type is "d"; expected b (block device) or c (character device).
          nod /x 0600 0 0 c 1        | nod has 6 fields after its type; expected "nod <name> <mode> <uid> <gid> <dev_type> <maj> <min>".
          nod /x 0600 0 0 c one 3    | maj is "one"; expected a decimal number from 0 to 2147483647.
          slink /x y 0777 0          | slink has 4 fields after its type; expected "slink <name> <target> <mode> <uid> <gid>".
          file /x 0755 0 0           | file has 4 fields after its type; expected "file <name> <location> <mode> <uid> <gid> [<hard links>]".
          file /x ${GONE}/y 0755 0 0 | ${GONE} is not defined; defined are: HERE, THERE.
          file /x ${HERE/y 0755 0 0  | "${HERE/y" has no closing brace; expected ${NAME}.
          file /x gone 0755 0 0      | "/x" takes its content from DIR/gone, which does not exist.
          file /x . 0755 0 0         | "/x" takes its content from DIR, which is not a file.
          pipe /a/b 0600 0 0         | "/a/b" needs its directory first; expected "dir /a <mode> <uid> <gid>" on a line before.
          """)
  void aMistakeIsToldWithFileLineAndWhatWasExpected(String line, String message) throws Exception {
    Path list = list("# first line\n" + line + "\n");

    InitramfsListException refused = refused(list);

    assertThat(refused.problems())
        .containsExactly(list + ":2: " + message.replace("DIR", dir.toString()));
  }

  @Test
  void allMistakesAreToldAtOnce() throws Exception {
    Path list =
        list(
            """
            dir /a 0755 0 0
            dir /a 0755 0 0
            pipe /p 0600 0 0
            sock /p/s 0600 0 0
            """);

    assertThat(refused(list))
        .hasMessage(
            list
                + ":2: \"/a\" was already made on line 1.\n"
                + list
                + ":4: \"/p/s\" cannot lie in \"/p\", which line 3 makes something else than a"
                + " directory.");
  }

  @Test
  void aListThatIsMissingOrNoTextIsToldAsSuch() throws Exception {
    Path missing = dir.resolve("gone.list");
    assertThat(refused(missing))
        .hasMessage(
            missing + ": there is no such file. Give a list in the format of gen_init_cpio.");
    Path binary = Files.write(dir.resolve("x"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refused(binary)).hasMessage(binary + ": is not UTF-8 text.");
  }

  private InitramfsListException refused(Path list) {
    return catchThrowableOfType(
        InitramfsListException.class,
        () -> InitramfsList.parse(list, Map.of("HERE", dir.toString(), "THERE", "/")));
  }

  private Path list(String text) throws Exception {
    return Files.writeString(dir.resolve("root.list"), text);
  }
}
