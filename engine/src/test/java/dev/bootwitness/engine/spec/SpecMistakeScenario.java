package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bootwitness.engine.binding.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of SpecMistakes share. */
abstract class SpecMistakeScenario {

  @TempDir Path directory;

  static String withDisk(String disk) {
    return "image: a.iso\nmachine: {disks: [" + disk + "]}\n";
  }

  static String withCheck(String check) {
    return "image: a.iso\nlogin: {user: root}\nchecks: [ " + check + " ]\n";
  }

  String said(String yaml) throws IOException {
    return said(Files.writeString(directory.resolve("a.yaml"), yaml));
  }

  String said(Path file) {
    SpecException e = catchThrowableOfType(SpecException.class, () -> SpecLoader.load(file));
    assertThat(e.problems()).isNotEmpty();
    return String.valueOf(e.getMessage()).replace(directory + "/", "");
  }
}
