package dev.bootwitness.machine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {

  @Test
  void onlyItsOwnerMayLookIn(@TempDir Path base) throws IOException {
    try (PrivateDirectory directory = PrivateDirectory.in(List.of(base))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void closingRemovesAllItHoldsButNothingALinkLeadsTo(@TempDir Path base) throws IOException {
    Path precious = Files.writeString(base.resolve("precious"), "x");
    PrivateDirectory directory = PrivateDirectory.in(List.of(base));
    Files.createDirectories(directory.file("a").resolve("b"));
    Files.writeString(directory.file("a").resolve("b").resolve("c"), "x");
    Files.createSymbolicLink(directory.file("link"), precious);

    directory.close();
    directory.close();

    assertThat(base).isDirectoryContaining(p -> p.equals(precious));
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void theFirstUsableBaseIsTaken(@TempDir Path base) throws IOException {
    Path missing = base.resolve("missing");
    try (PrivateDirectory directory = PrivateDirectory.in(List.of(missing, base))) {
      assertThat(directory.path()).hasParent(base);
    }
    assertThatThrownBy(() -> PrivateDirectory.in(List.of(missing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aBaseTooLongForASocketIsKnownBefore() {
    assertThat(PrivateDirectory.shortEnough(Path.of("/run/user/1000"))).isTrue();
    assertThat(PrivateDirectory.shortEnough(Path.of("/" + "x".repeat(70)))).isFalse();
  }
}
