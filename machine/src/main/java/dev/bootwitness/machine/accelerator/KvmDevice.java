package dev.bootwitness.machine.accelerator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The kernel's offer of KVM to this user. */
record KvmDevice(Path path) {

  static KvmDevice ofHost() {
    return new KvmDevice(Path.of("/dev/kvm"));
  }

  /** Why KVM cannot be tried at all, in words; empty when it can be. */
  Optional<String> refusal() {
    if (!Files.exists(path)) {
      return Optional.of(path + " does not exist");
    }
    try (FileChannel _ =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return Optional.empty();
    } catch (AccessDeniedException _) {
      return Optional.of(path + ": permission denied (is this user in the group kvm?)");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
