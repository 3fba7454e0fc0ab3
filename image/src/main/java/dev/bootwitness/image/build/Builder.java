package dev.bootwitness.image.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What makes an image. */
public sealed interface Builder {

  /** Added to this process's own environment, and part of the build's identity. */
  Map<String, String> environment();

  /** Files and folders whose content decides whether the image must be built again. */
  List<Path> inputs();

  /**
   * A program that leaves its artifacts in the folder {@code $}{@value
   * BuildRequest#OUTPUT_VARIABLE}.
   *
   * @param command program and arguments; a program with a slash is relative to the working
   *     directory
   */
  record Command(List<String> command, List<Path> inputs, Map<String, String> environment)
      implements Builder {

    /**
     * @throws IllegalArgumentException when the command is empty
     */
    public Command {
      command = List.copyOf(command);
      inputs = List.copyOf(inputs);
      environment = Map.copyOf(environment);
      if (command.isEmpty() || command.getFirst().isEmpty()) {
        throw new IllegalArgumentException("the build command is empty; expected a program");
      }
    }
  }

  /**
   * An output of a Nix flake.
   *
   * @param flake such as {@code .#bootImage}; a folder in it is relative to the working directory
   * @param arguments further ones for {@code nix build}
   * @param impure whether the evaluation may read what the flake does not contain
   * @param inputs empty: all of the flake's folder, or of the repository that it belongs to
   */
  record Nix(
      String flake,
      List<String> arguments,
      boolean impure,
      List<Path> inputs,
      Map<String, String> environment)
      implements Builder {
    public Nix {
      arguments = List.copyOf(arguments);
      inputs = List.copyOf(inputs);
      environment = Map.copyOf(environment);
    }
  }
}
