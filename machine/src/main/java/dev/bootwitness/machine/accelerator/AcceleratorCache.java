package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the last measurements in a file in the user's cache directory.
 *
 * <p>It keeps the measurements and not their interpretation, so that an improved judgement applies
 * to old ones. Unreadable content counts as absent; concurrent writers replace the whole file.
 */
final class AcceleratorCache {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  AcceleratorCache(Path file) {
    this.file = file;
  }

  /**
   * {@code bootwitness/accelerator.json} in the XDG cache directory of this user, for {@code auto};
   * an accelerator requested by name has its own file, since other candidates were measured for it.
   */
  static AcceleratorCache ofUser() {
    @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
    // XDG Base Directory Specification: a relative path is to be ignored.
    Path base =
        xdg != null && xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new AcceleratorCache(base.resolve("bootwitness").resolve("accelerator.json"));
  }

  /** The cache for requests that name one accelerator. */
  AcceleratorCache of(Accelerator.Kind kind) {
    return new AcceleratorCache(file.resolveSibling("accelerator-" + kind.id() + ".json"));
  }

  /** The measurements made under exactly this key. */
  Optional<List<Probe>> read(CacheKey key) {
    try {
      JsonNode entry = JSON.readTree(Files.readAllBytes(file));
      if (!key.equals(key(entry.required("key")))) {
        return Optional.empty();
      }
      List<Probe> probes = new ArrayList<>();
      entry.required("probes").forEach(probe -> probes.add(measured(probe).probe()));
      return Optional.of(probes);
    } catch (IOException | JacksonException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** By hand, here and below: to bind a class takes some 10 ms when it is met first. */
  private static CacheKey key(JsonNode key) {
    List<String> cpuModels = new ArrayList<>();
    key.required("cpuModels").forEach(model -> cpuModels.add(model.stringValue()));
    return new CacheKey(
        key.required("bootId").stringValue(),
        key.required("qemu").stringValue(),
        key.required("qemuModifiedMillis").longValue(),
        key.required("qemuBytes").longValue(),
        key.required("kvm").stringValue(),
        cpuModels,
        key.required("guest").intValue());
  }

  private static Measured measured(JsonNode probe) {
    return new Measured(
        Accelerator.Kind.valueOf(probe.required("accelerator").stringValue()),
        probe.required("cpuModel").stringValue(),
        probe.required("outcome").stringValue(),
        probe.required("nanos").longValue(),
        probe.required("reason").stringValue(),
        probe.required("said").stringValue());
  }

  /** Keeps measurements; a cache that cannot be written only costs the next run a second. */
  void write(CacheKey key, List<Probe> probes) {
    Entry entry = new Entry(key, probes.stream().map(Measured::of).toList());
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      Path temporary = Files.createTempFile(directory, "accelerator-", ".tmp");
      try {
        Files.write(temporary, JSON.writeValueAsBytes(entry));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException _) {
      // Nothing depends on it.
    }
  }

  private record Entry(CacheKey key, List<Measured> probes) {}

  /**
   * A probe as JSON: {@code outcome} names the kind of result; the other fields depend on that
   * kind.
   */
  private record Measured(
      Accelerator.Kind accelerator,
      String cpuModel,
      String outcome,
      long nanos,
      String reason,
      String said) {

    static Measured of(Probe probe) {
      Accelerator.Kind kind = probe.accelerator().kind();
      String cpu = probe.accelerator().cpuModel();
      return switch (probe.result()) {
        case Probe.Finished f -> new Measured(kind, cpu, "finished", f.took().toNanos(), "", "");
        case Probe.TooSlow t -> new Measured(kind, cpu, "too-slow", t.cap().toNanos(), "", "");
        case Probe.Refused r -> new Measured(kind, cpu, "refused", 0, r.reason(), r.said());
      };
    }

    Probe probe() {
      Probe.Result result =
          switch (outcome) {
            case "finished" -> new Probe.Finished(Duration.ofNanos(nanos));
            case "too-slow" -> new Probe.TooSlow(Duration.ofNanos(nanos));
            case "refused" -> new Probe.Refused(reason, said);
            default -> throw new IllegalArgumentException("outcome " + outcome);
          };
      return new Probe(new Accelerator(accelerator, cpuModel), result);
    }
  }
}
