package dev.bootwitness.image.nix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NixOutputTest {

  @TempDir Path dir;

  /** The first as Nix 2.8.0 prints it; the second as the release notes of Nix 2.19 describe it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        [{"path":"/nix/store/q8yklcax54s5nw40rmsmrykmcfvrjbig-img",\
        "narHash":"sha256-0weAVOgeKeDtMtcW2AI1LjyHIljLqU7lSNQIszOLo94=","narSize":288,\
        "references":[],"registrationTime":1796046470,"ultimate":true}]\
        """,
        """
        {"/nix/store/q8yklcax54s5nw40rmsmrykmcfvrjbig-img":{"ca":null,"narHash":\
        "sha256-0weAVOgeKeDtMtcW2AI1LjyHIljLqU7lSNQIszOLo94=","narSize":288,"references":[]}}\
        """
      })
  void bothShapesOfPathInfoAreRead(String answer) {
    assertThat(NixOutput.of(answer))
        .contains(
            new NixOutput(
                "/nix/store/q8yklcax54s5nw40rmsmrykmcfvrjbig-img",
                "sha256-0weAVOgeKeDtMtcW2AI1LjyHIljLqU7lSNQIszOLo94="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "[{}]", "{\"/nix/store/x\":null}", "null", "[1"})
  void anythingElseIsNoAnswer(String answer) {
    assertThat(NixOutput.of(answer)).isEmpty();
  }

  @Test
  void aFolderInAReferenceIsRelativeToTheSpec() throws Exception {
    Files.createDirectories(dir.resolve("images/live"));
    Path live = dir.resolve("images/live");
    assertThat(FlakeReference.of("images/live#bootImage", dir).text())
        .isEqualTo(live + "#bootImage");
    assertThat(FlakeReference.of("../live#bootImage", live).folder()).contains(live);
    assertThat(FlakeReference.of(".#bootImage", live).text()).isEqualTo(live + "#bootImage");
    assertThat(FlakeReference.of("#bootImage", live).text()).isEqualTo(live + "#bootImage");
    assertThat(FlakeReference.of("github:NixOS/nixpkgs#iso", dir))
        .isEqualTo(new FlakeReference("github:NixOS/nixpkgs#iso", java.util.Optional.empty()));
    assertThat(FlakeReference.of("nixpkgs#iso", dir).text()).isEqualTo("nixpkgs#iso");
  }
}
