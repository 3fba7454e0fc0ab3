package dev.bootwitness.machine.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command line under construction. */
final class ArgumentList {

  private final List<String> argv = new ArrayList<>();

  /** A word that stands by itself. */
  void word(String word) {
    argv.add(word);
  }

  /** An option and its value. */
  void add(String option, String value) {
    argv.add(option);
    argv.add(value);
  }

  /** A device, in the words of {@code -device}. */
  void device(String device) {
    add("-device", device);
  }

  /** A comma ends a value in QEMU's key=value lists; a doubled comma stands for itself. */
  static String escape(Path path) {
    return path.toString().replace(",", ",,");
  }

  List<String> words() {
    return List.copyOf(argv);
  }
}
