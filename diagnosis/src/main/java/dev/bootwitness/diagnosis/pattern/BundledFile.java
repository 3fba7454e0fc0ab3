package dev.bootwitness.diagnosis.pattern;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A data file of the diagnosis in the jar: the catalogue, the rules, the signs. */
public final class BundledFile {
  private BundledFile() {}

  /** Its text. */
  public static String text(String name) {
    try (InputStream in =
        BundledFile.class.getResourceAsStream("/dev/bootwitness/diagnosis/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar of module diagnosis");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the jar of module diagnosis", e);
    }
  }
}
