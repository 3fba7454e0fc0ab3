package dev.bootwitness.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.run.Secrets;
import dev.bootwitness.engine.spec.GuestContents;
import dev.bootwitness.engine.spec.GuestSpec;
import dev.bootwitness.engine.spec.Secret;
import dev.bootwitness.machine.qemu.CredentialArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TmpfilesTest {

  @TempDir private Path directory;

  /** Debian 12 (systemd 252) accepted exactly these lines. */
  @Test
  void filesAndKeysAreLinesOfTmpfiles() {
    GuestContents contents =
        read(
            new GuestSpec(
                List.of(file("/etc/a b%c", "hi\n", 0640, "nobody"), file("/q\"\\", "", 0644, "0")),
                List.of(new GuestSpec.Written("ssh-ed25519 AAAA me"))));

    Tmpfiles tmpfiles = Tmpfiles.of(contents, CredentialArguments.LONGEST);

    assertThat(tmpfiles.credential())
        .contains(
            """
            io.systemd.credential:tmpfiles.extra=d /root/.ssh 0700 root root -
            f /root/.ssh/authorized_keys 0600 root root -
            w+~ /root/.ssh/authorized_keys - - - - CnNzaC1lZDI1NTE5IEFBQUEgbWUK
            f+~ "/etc/a b%%c" 0640 nobody root - aGkK
            f+~ "/q\\"\\\\" 0644 0 root -\s
            """);
    assertThat(tmpfiles.offered())
        .containsExactly("/root/.ssh/authorized_keys", "/etc/a b%c", "/q\"\\");
  }

  @Test
  void whatDoesNotFitIsLeftToTheShellAndTheNextMayStillFit() {
    GuestContents contents =
        read(
            new GuestSpec(
                List.of(
                    file("/small", "1", 0644, "root"),
                    file("/large", "x".repeat(4000), 0644, "root"),
                    file("/last", "2", 0644, "root")),
                List.of()));

    Tmpfiles tmpfiles = Tmpfiles.of(contents, CredentialArguments.LONGEST);

    assertThat(tmpfiles.offered()).containsExactly("/small", "/last");
    assertThat(tmpfiles.credential().orElseThrow().length())
        .isLessThanOrEqualTo(CredentialArguments.LONGEST);
  }

  @Test
  void nothingGivenIsNoCredential() {
    assertThat(Tmpfiles.of(read(GuestSpec.NONE), 4096).credential()).isEmpty();
  }

  @Test
  void aSecretIsMaskedAndAnUnreadableOneIsTold() throws Exception {
    Path file = Files.writeString(directory.resolve("s"), "line one\nline two\n");
    GuestSpec guest =
        new GuestSpec(
            List.of(
                new GuestSpec.GuestFile(
                    "/s", new GuestSpec.Hidden(new Secret.InFile(file)), 0600, "root", "root"),
                new GuestSpec.GuestFile(
                    "/t", new GuestSpec.Hidden(new Secret.Env("TOKEN")), 0600, "root", "root"),
                new GuestSpec.GuestFile(
                    "/u", new GuestSpec.Copied(directory.resolve("none")), 0600, "root", "root")),
            List.of());

    Secrets secrets = Secrets.read(java.util.Optional.empty(), guest, Map.of());

    assertThat(secrets.mask().text("it says line two.")).isEqualTo("it says ********.");
    assertThat(secrets.unreadable())
        .containsExactly(
            "the environment variable TOKEN is not set, or is empty",
            "the guest's file " + directory.resolve("none") + " does not exist");
    assertThat(secrets.toString()).doesNotContain("line");
  }

  private static GuestContents read(GuestSpec guest) {
    return GuestContents.read(guest, Map.of());
  }

  private static GuestSpec.GuestFile file(String path, String text, int mode, String owner) {
    return new GuestSpec.GuestFile(path, new GuestSpec.Written(text), mode, owner, "root");
  }
}
