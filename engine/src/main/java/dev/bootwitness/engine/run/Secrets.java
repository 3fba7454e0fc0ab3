package dev.bootwitness.engine.run;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.spec.GuestContents;
import dev.bootwitness.engine.spec.GuestSpec;
import dev.bootwitness.engine.spec.LoginSpec;
import dev.bootwitness.engine.spec.Secret;
import dev.bootwitness.record.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The passwords of a run and the contents given to its guest, read once before anything is written,
 * so that all of it can be masked.
 *
 * @param unreadable why a secret could not be read, each a sentence; the run must not start then
 */
public record Secrets(
    Optional<String> password,
    Optional<String> rootPassword,
    GuestContents guest,
    SecretMask mask,
    List<String> unreadable) {

  public static Secrets read(Optional<LoginSpec> login, Map<String, String> environment) {
    return read(login, GuestSpec.NONE, environment);
  }

  public static Secrets read(
      Optional<LoginSpec> login, GuestSpec guest, Map<String, String> environment) {
    GuestContents contents = GuestContents.read(guest, environment);
    List<String> everywhere = new ArrayList<>();
    List<String> typed = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    Optional<Secret> user = login.flatMap(LoginSpec::password);
    Optional<Secret> root = login.flatMap(LoginSpec::rootPassword);
    Optional<String> password = user.flatMap(s -> value(s, environment, unreadable));
    Optional<String> rootPassword = root.flatMap(s -> value(s, environment, unreadable));
    user.ifPresent(s -> password.ifPresent(v -> (isLiteral(s) ? typed : everywhere).add(v)));
    root.ifPresent(s -> rootPassword.ifPresent(v -> (isLiteral(s) ? typed : everywhere).add(v)));
    everywhere.addAll(contents.secrets());
    unreadable.addAll(contents.unreadable());
    return new Secrets(
        password, rootPassword, contents, SecretMask.of(everywhere, typed), unreadable);
  }

  private static boolean isLiteral(Secret secret) {
    return secret instanceof Secret.Literal;
  }

  private static Optional<String> value(
      Secret secret, Map<String, String> environment, List<String> unreadable) {
    return switch (secret) {
      case Secret.Literal literal -> Optional.of(literal.value());
      case Secret.Env env -> {
        // A CI system sets a variable whose secret it does not have to nothing.
        Optional<String> value =
            Optional.ofNullable(environment.get(env.variable())).filter(v -> !v.isEmpty());
        if (value.isEmpty()) {
          unreadable.add("the environment variable " + env.variable() + " is not set, or is empty");
        }
        yield value;
      }
      case Secret.InFile file -> {
        try {
          Optional<String> first = Files.readAllLines(file.file()).stream().findFirst();
          if (first.isEmpty()) {
            unreadable.add("the password file " + file.file() + " is empty");
          }
          yield first;
        } catch (NoSuchFileException e) {
          unreadable.add("the password file " + file.file() + " does not exist");
          yield Optional.empty();
        } catch (IOException e) {
          unreadable.add("the password file " + file.file() + " cannot be read: " + e);
          yield Optional.empty();
        }
      }
    };
  }

  /** Throws when a secret could not be read. */
  public void require() throws RunStopped {
    if (!unreadable.isEmpty()) {
      throw new RunStopped(
          FindingBuilder.about("spec/invalid", String.join("; ", unreadable), "spec", "")
              .advice(
                  "Set the variable or make the file, or correct `login` or `guest` in the spec.")
              .finding());
    }
  }

  /** Reveals nothing about the secrets. */
  @Override
  public String toString() {
    return mask.toString();
  }
}
