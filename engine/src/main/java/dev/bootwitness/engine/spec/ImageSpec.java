package dev.bootwitness.engine.spec;

import dev.bootwitness.machine.config.DiskBus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the bootable artefact comes from, and which part of it boots.
 *
 * <p>Exactly one of {@code path} and {@code kernel} is given. With {@code build}, both name files
 * in the build's output; without, files beside the spec.
 *
 * @param build what makes it; empty when it is there already
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
   * How the image is made.
   *
   * @param maker what makes it
   * @param inputs files and folders whose content decides whether it must be made again
   * @param apt a file with the names of Debian packages whose versions decide that too
   * @param environment variables added for the build
   * @param within the whole build
   * @param stall a build that prints nothing for this long has stalled
   */
  public record BuildSpec(
      Maker maker,
      List<String> inputs,
      Optional<String> apt,
      Map<String, String> environment,
      Duration within,
      Optional<Duration> stall) {

    public static final Duration DEFAULT_WITHIN = Duration.ofMinutes(30);

    public BuildSpec {
      inputs = List.copyOf(inputs);
      environment = Map.copyOf(environment);
    }
  }

  /** What makes an image. */
  public sealed interface Maker {}

  /**
   * A command.
   *
   * @param command program and arguments; a program with a slash is relative to the spec
   */
  public record CommandMaker(List<String> command) implements Maker {
    public CommandMaker {
      command = List.copyOf(command);
    }
  }

  /**
   * An output of a Nix flake.
   *
   * @param flake such as {@code .#bootImage}; a folder in it is relative to the spec
   * @param args further arguments of {@code nix build}
   * @param impure whether its evaluation may read what the flake does not contain
   */
  public record FlakeMaker(String flake, List<String> args, boolean impure) implements Maker {

    /** What an output holds that boots, when {@code path} does not say which file. */
    public static final String ANY_IMAGE = "**.{iso,img,qcow2,raw}";

    public FlakeMaker {
      args = List.copyOf(args);
    }
  }

  /**
   * A kernel started without a boot loader.
   *
   * @param append the kernel's command line
   */
  public record KernelSpec(String kernel, Optional<String> initrd, String append) {}
}
