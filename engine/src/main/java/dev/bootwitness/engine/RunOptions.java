package dev.bootwitness.engine;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where and with what a run happens, apart from its spec.
 *
 * @param project the folder whose {@code .bootwitness} keeps records and built images
 * @param environment where secrets and PATH are looked up; usually {@code System.getenv()}
 * @param version of this program, for the record
 * @param fresh to boot even if there is a checkpoint, and make it anew
 */
public record RunOptions(
    Path project, Map<String, String> environment, String version, boolean fresh) {

  public RunOptions {
    environment = Map.copyOf(environment);
  }

  /** The same, starting from a checkpoint if there is one. */
  public RunOptions(Path project, Map<String, String> environment, String version) {
    this(project, environment, version, false);
  }
}
