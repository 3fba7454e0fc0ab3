package dev.bootwitness.image.initramfs;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.image.initramfs.InitramfsEntry.Access;
import java.util.Arrays;
import java.util.List;

/** The fields of one list line after its type, parsed as the required types. */
final class Fields {

  private static final int QUOTED = 200;

  private final String type;
  private final List<String> values;

  Fields(String type, List<String> values) {
    this.type = type;
    this.values = values;
  }

  int count() {
    return values.size();
  }

  void expect(int least, int most, String form) throws ListMistake {
    if (count() < least || count() > most) {
      throw new ListMistake(
          "%s has %d fields after its type; expected \"%s\".".formatted(type, count(), form));
    }
  }

  String text(int index) {
    return values.get(index);
  }

  /** The archive name in a field, its leading slash removed as gen_init_cpio does. */
  String name(int index) throws ListMistake {
    String text = text(index);
    String name = text.startsWith("/") ? text.substring(1) : text;
    for (String part : Arrays.asList(name.split("/", -1))) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new ListMistake(
            "name is "
                + VisibleText.quote(text, QUOTED)
                + "; expected an absolute path such as /etc/passwd, without empty, \".\" or \"..\""
                + " parts and not / itself.");
      }
    }
    return name;
  }

  /** Mode, uid and gid, in that order, starting at {@code index}. */
  Access access(int index) throws ListMistake {
    return new Access(mode(index), number(index + 1, "uid"), number(index + 2, "gid"));
  }

  int number(int index, String field) throws ListMistake {
    String text = text(index);
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
      throw unexpected(index, field, "a decimal number from 0 to " + Integer.MAX_VALUE);
    }
    return Integer.parseInt(text);
  }

  private int mode(int index) throws ListMistake {
    String text = text(index);
    if (!text.matches("[0-7]{1,5}") || Integer.parseInt(text, 8) > 07777) {
      throw unexpected(index, "mode", "octal permissions from 0 to 7777, such as 0755");
    }
    return Integer.parseInt(text, 8);
  }

  private ListMistake unexpected(int index, String field, String expected) {
    return new ListMistake(
        "%s is %s; expected %s."
            .formatted(field, VisibleText.quote(text(index), QUOTED), expected));
  }
}
