package dev.bootwitness.engine.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the guest is given, with its contents read.
 *
 * @param keys lines for root's authorized_keys
 * @param secrets contents that must not appear anywhere in the record
 * @param unreadable why a content could not be read, each a sentence
 */
public record GuestContents(
    List<Item> files, List<String> keys, List<String> secrets, List<String> unreadable) {

  /** Larger contents belong in an image or on a disk. */
  static final long LONGEST = 16L << 20;

  /** A file and its content. */
  @SuppressWarnings("ArrayRecordComponent") // never compared; bytes stay bytes
  public record Item(GuestSpec.GuestFile file, byte[] bytes, boolean hidden) {}

  public static GuestContents read(GuestSpec guest, Map<String, String> environment) {
    List<Item> files = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (GuestSpec.GuestFile file : guest.files()) {
      bytes(file.content(), environment, unreadable)
          .ifPresent(bytes -> {
            boolean hidden = file.content() instanceof GuestSpec.Hidden;
            if (hidden) {
              secrets.add(new String(bytes, StandardCharsets.UTF_8));
            }
            files.add(new Item(file, bytes, hidden));
          });
    }
    for (GuestSpec.Content key : guest.authorizedKeys()) {
      bytes(key, environment, unreadable)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .ifPresent(text -> text.lines().filter(line -> !line.isBlank()).forEach(keys::add));
    }
    return new GuestContents(
        List.copyOf(files), List.copyOf(keys), List.copyOf(secrets), List.copyOf(unreadable));
  }

  private static Optional<byte[]> bytes(
      GuestSpec.Content content, Map<String, String> environment, List<String> unreadable) {
    return switch (content) {
      case GuestSpec.Written written ->
          Optional.of(written.text().getBytes(StandardCharsets.UTF_8));
      case GuestSpec.Copied copied -> file(copied.file(), unreadable);
      case GuestSpec.Hidden hidden ->
          switch (hidden.secret()) {
            case Secret.Literal literal ->
                Optional.of(literal.value().getBytes(StandardCharsets.UTF_8));
            case Secret.InFile file -> file(file.file(), unreadable);
            case Secret.Env env -> {
              // As with a password: a CI system without the secret sets its variable to nothing.
              Optional<String> value =
                  Optional.ofNullable(environment.get(env.variable())).filter(v -> !v.isEmpty());
              if (value.isEmpty()) {
                unreadable.add(
                    "the environment variable " + env.variable() + " is not set, or is empty");
              }
              yield value.map(text -> text.getBytes(StandardCharsets.UTF_8));
            }
          };
    };
  }

  private static Optional<byte[]> file(Path file, List<String> unreadable) {
    try {
      if (Files.size(file) > LONGEST) {
        unreadable.add(
            "%s is larger than %d MiB, the most that a guest can be given"
                .formatted(file, LONGEST >> 20));
        return Optional.empty();
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      unreadable.add("the guest's file " + file + " does not exist");
    } catch (IOException e) {
      unreadable.add("the guest's file " + file + " cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  public boolean isEmpty() {
    return files.isEmpty() && keys.isEmpty();
  }

  /** Reveals nothing about its content. */
  @Override
  public String toString() {
    return files.size() + " files, " + keys.size() + " keys";
  }
}
