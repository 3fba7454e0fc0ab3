package dev.bootwitness.engine.image;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.image.initramfs.InitramfsFiles;
import dev.bootwitness.machine.config.Boot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an initramfs that is the whole system says about its logins, consulted when it has fallen
 * silent: if busybox's inittab starts no login on the console, waiting will not start one.
 */
public final class ImageLogins {

  /**
   * The names of the first serial line in kernels of the two architectures, and its generic names.
   */
  private static final Set<String> LINES = Set.of("ttyS0", "ttyAMA0", "console");

  private static final String INITTAB = "/etc/inittab";

  private ImageLogins() {}

  /** Why no login can come; empty when one may, or when this is unknown. */
  public static Optional<FindingBuilder> none(Boot boot) {
    if (!(boot instanceof Boot.Kernel(Path kernel, Path initrd, String append, Path cdrom))
        || initrd == null) {
      return Optional.empty();
    }
    try {
      return InitramfsFiles.of(initrd)
          .filter(files -> startsNone(files, init(append)))
          .map(files -> finding(initrd));
    } catch (IOException e) {
      return Optional.empty(); // it existed a moment ago; the console output must suffice
    }
  }

  private static FindingBuilder finding(Path initrd) {
    return FindingBuilder.about(
        "console/no-getty",
        "the console is silent, the processors have nothing to do, and %s in %s starts no login on this console"
            .formatted(INITTAB, initrd.getFileName()),
        "host",
        "");
  }

  private static boolean startsNone(InitramfsFiles files, String init) {
    boolean busybox = files.resolve(init).filter(name -> name.endsWith("busybox")).isPresent();
    Optional<String> inittab = files.text(INITTAB);
    return busybox
        && inittab.isPresent()
        && !Inittab.mayOfferLogin(inittab.get(), LINES, files.scripts());
  }

  /** The program that the kernel runs in the initramfs (kernel-parameters.txt). */
  private static String init(String append) {
    List<String> words = Arrays.asList(append.split("\\s+"));
    return words.stream()
        .filter(word -> word.startsWith("rdinit="))
        .map(word -> word.substring("rdinit=".length()))
        .reduce((_, last) -> last)
        .orElse("/init");
  }
}
