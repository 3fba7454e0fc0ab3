package dev.bootwitness.engine.run;

import dev.bootwitness.record.Usual;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The circumstances of a run apart from its spec.
 *
 * @param project the folder whose {@code .bootwitness} keeps records and built images
 * @param environment where secrets and PATH are looked up; usually {@code System.getenv()}
 * @param version of this program, for the record
 * @param fresh to boot even if there is a checkpoint, and to remake it
 * @param rebuild to build the image even if nothing has changed
 * @param keep to keep the machine of a run that fails, even if the spec does not say so
 * @param usual how long earlier runs of the spec took, to recognise what is unusual; may be empty
 */
public record RunOptions(
    Path project,
    Map<String, String> environment,
    String version,
    boolean fresh,
    boolean rebuild,
    boolean keep,
    List<Usual> usual) {

  public RunOptions {
    environment = Map.copyOf(environment);
    usual = List.copyOf(usual);
  }

  /** The same, starting from a checkpoint if there is one. */
  public RunOptions(Path project, Map<String, String> environment, String version) {
    this(project, environment, version, false, false, false, List.of());
  }

  /** The same, with the times of earlier runs. */
  public RunOptions knowing(List<Usual> times) {
    return new RunOptions(project, environment, version, fresh, rebuild, keep, times);
  }
}
