package dev.bootwitness.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.engine.spec.GuestSpec;
import dev.bootwitness.engine.spec.LoginSpec;
import dev.bootwitness.engine.spec.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir Path directory;

  @Test
  void aLiteralIsMaskedOnlyWhereItIsTyped() {
    Secrets secrets = read(new Secret.Literal("spark"), Map.of());

    assertThat(secrets.password()).contains("spark");
    assertThat(secrets.mask().text("spark login:")).isEqualTo("spark login:");
    assertThat(secrets.mask().typed("spark\r")).isEqualTo("********\r");
  }

  @Test
  void aVariablesValueIsMaskedEverywhere() {
    Secrets secrets = read(new Secret.Env("PASSWORD"), Map.of("PASSWORD", "hunter2"));

    assertThat(secrets.password()).contains("hunter2");
    assertThat(secrets.mask().text("it is hunter2!")).isEqualTo("it is *******!");
    assertThatCode(secrets::require).doesNotThrowAnyException();
  }

  @Test
  void aFilesFirstLineIsMaskedEverywhere() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "hunter2\nnot this\n");

    Secrets secrets = read(new Secret.InFile(file), Map.of());

    assertThat(secrets.password()).contains("hunter2");
    assertThat(secrets.mask().text("hunter2, not this")).isEqualTo("*******, not this");
  }

  @Test
  void whatCannotBeReadKeepsTheRunFromStarting() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty"));
    Path absent = directory.resolve("absent");

    assertThatThrownBy(read(new Secret.Env("PASSWORD"), Map.of())::require)
        .isInstanceOf(RunStopped.class)
        .hasMessage("the environment variable PASSWORD is not set, or is empty");
    assertThatThrownBy(read(new Secret.InFile(empty), Map.of())::require)
        .hasMessage("the password file " + empty + " is empty");
    assertThatThrownBy(read(new Secret.InFile(absent), Map.of())::require)
        .hasMessage("the password file " + absent + " does not exist");
  }

  /** As a CI system sets the variable of a secret that it does not have. */
  @Test
  void aVariableThatIsSetToNothingIsNotSet() {
    Secrets password = read(new Secret.Env("PASSWORD"), Map.of("PASSWORD", ""));
    assertThat(password.password()).isEmpty();
    assertThatThrownBy(password::require)
        .hasMessage("the environment variable PASSWORD is not set, or is empty");

    GuestSpec guest =
        new GuestSpec(
            List.of(
                new GuestSpec.GuestFile(
                    "/etc/token",
                    new GuestSpec.Hidden(new Secret.Env("TOKEN")),
                    0600,
                    "root",
                    "root")),
            List.of());
    Secrets token = Secrets.read(Optional.empty(), guest, Map.of("TOKEN", ""));
    assertThat(token.guest().files()).isEmpty();
    assertThatThrownBy(token::require)
        .hasMessage("the environment variable TOKEN is not set, or is empty");
  }

  @Test
  void bothPasswordsAreRead() {
    Secrets secrets =
        Secrets.read(
            Optional.of(
                new LoginSpec(
                    "a",
                    Optional.of(new Secret.Env("USER_PASSWORD")),
                    true,
                    Optional.of(new Secret.Env("ROOT_PASSWORD")))),
            Map.of("USER_PASSWORD", "hunter2", "ROOT_PASSWORD", "hunter22"));

    assertThat(secrets.rootPassword()).contains("hunter22");
    assertThat(secrets.mask().text("hunter22 hunter2")).isEqualTo("******** *******");
    assertThat(secrets.toString()).doesNotContain("hunter");
  }

  @Test
  void withoutALoginThereIsNothingToHide() {
    assertThat(Secrets.read(Optional.empty(), Map.of()).password()).isEmpty();
  }

  private static Secrets read(Secret password, Map<String, String> environment) {
    return Secrets.read(
        Optional.of(new LoginSpec("a", Optional.of(password), false, Optional.empty())),
        environment);
  }
}
