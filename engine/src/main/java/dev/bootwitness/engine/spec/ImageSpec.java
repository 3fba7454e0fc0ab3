package dev.bootwitness.engine.spec;

import dev.bootwitness.machine.config.DiskBus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the bootable artefact comes from, and which part of it boots.
 *
 * <p>Exactly one of {@code path} and {@code kernel} is given. With {@code build}, both name files
 * in the build's output; without, files beside the spec.
 *
 * @param bus how the machine gets an image that is a disk
 * @param words changes to the kernel's command line; with an ISO image at {@code path}, they say
 *     that its kernel is to be started without its boot loader
 */
public record ImageSpec(
    Optional<BuildSpec> build,
    Optional<String> path,
    Optional<KernelSpec> kernel,
    Optional<DiskBus> bus,
    Optional<KernelWords> words) {

  /** An image that boots unchanged. */
  public ImageSpec(Optional<BuildSpec> build, Optional<String> path, Optional<KernelSpec> kernel) {
    this(build, path, kernel, Optional.empty(), Optional.empty());
  }

  /**
   * A command that makes the image.
   *
   * @param command program and arguments; a program with a slash is relative to the spec
   * @param inputs files and folders whose content decides whether it must run again
   * @param within the whole build
   * @param stall a build that prints nothing for this long has stalled
   */
  public record BuildSpec(
      List<String> command, List<String> inputs, Duration within, Optional<Duration> stall) {

    public static final Duration DEFAULT_WITHIN = Duration.ofMinutes(30);

    public BuildSpec {
      command = List.copyOf(command);
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A kernel started without a boot loader.
   *
   * @param append the kernel's command line
   */
  public record KernelSpec(String kernel, Optional<String> initrd, String append) {}
}
