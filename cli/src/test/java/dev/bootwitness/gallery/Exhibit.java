package dev.bootwitness.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One row of the gallery: an image with one fault, and the verdict it must get.
 *
 * @param medium makes what boots
 * @param segment what is laid over it, where the medium has an initramfs
 * @param spec the sections of its {@code bootwitness.yaml}, as YAML
 * @param causes which the primary one must be among; empty for an image that is well
 * @param exit the exit code of the run
 * @param noise causes that may be found though the image is well
 */
record Exhibit(
    String name,
    Medium medium,
    Segment segment,
    Map<String, String> spec,
    Set<String> causes,
    int exit,
    Set<String> noise) {

  /** The image at fault, see {@code ExitCodes}. */
  private static final int IMAGE = 1;

  Exhibit {
    spec = new LinkedHashMap<>(spec);
  }

  /** What boots. */
  @FunctionalInterface
  interface Medium {
    /**
     * Makes it.
     *
     * @param folder the row's own
     * @param sections of the spec: the medium's is put in, others may be changed
     */
    void into(Path folder, Segment segment, Map<String, String> sections)
        throws IOException, InterruptedException;
  }

  static Exhibit of(String name, Medium medium) {
    Map<String, String> spec = new LinkedHashMap<>();
    spec.put("boot", "{within: 30s, checkpoint: never}");
    return new Exhibit(name, medium, Segment.EMPTY, spec, Set.of(), 0, Set.of());
  }

  /** The same with another section of the spec. */
  Exhibit spec(String section, String yaml) {
    Map<String, String> changed = new LinkedHashMap<>(spec);
    changed.put(section, yaml);
    return new Exhibit(name, medium, segment, changed, causes, exit, noise);
  }

  Exhibit without(String section) {
    Map<String, String> changed = new LinkedHashMap<>(spec);
    changed.remove(section);
    return new Exhibit(name, medium, segment, changed, causes, exit, noise);
  }

  Exhibit over(UnaryOperator<Segment> files) {
    return new Exhibit(name, medium, files.apply(segment), spec, causes, exit, noise);
  }

  /** The image is at fault, by one of these causes. */
  Exhibit blames(String... anyOf) {
    return exits(IMAGE, anyOf);
  }

  Exhibit exits(int code, String... anyOf) {
    return new Exhibit(name, medium, segment, spec, Set.of(anyOf), code, noise);
  }

  Exhibit noisy(String... found) {
    return new Exhibit(name, medium, segment, spec, causes, exit, Set.of(found));
  }

  boolean healthy() {
    return causes.isEmpty();
  }

  /** Writes the spec and what it names. */
  Path prepare(Path folder) throws IOException, InterruptedException {
    Map<String, String> sections = new LinkedHashMap<>(spec);
    medium.into(folder, segment, sections);
    StringBuilder yaml = new StringBuilder("name: " + name + "\n");
    sections.forEach((section, value) ->
        yaml.append(section).append(": ").append(value.stripTrailing()).append('\n'));
    return Files.writeString(folder.resolve("bootwitness.yaml"), yaml);
  }

  @Override
  public String toString() {
    return name;
  }
}
