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
 * What an initramfs that is the whole system says of its logins, asked when it has fallen silent: a
 * busybox whose inittab starts none on the console will not start one by being waited for.
 */
public final class ImageLogins {

  /** The first serial line as kernels of the two architectures call it, and who has it by name. */
  private static final Set<String> LINES = Set.of("ttyS0", "ttyAMA0", "console");

  private static final String INITTAB = "/etc/inittab";

  private ImageLogins() {}

  /** That no login can come; empty when one may, or when this cannot be told. */
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
      return Optional.empty(); // it was there a moment ago; what is on the console must do
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
