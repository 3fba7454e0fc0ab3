package dev.bootwitness.engine.run;

import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.Usual;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param passKnown whether a failure that is known exits with 0; empty: as the spec says
 * @param earlier the attempts of the spec that failed before this one
 * @param attempts how many there may be together
 */
public record RunOptions(
    Path project,
    Map<String, String> environment,
    String version,
    boolean fresh,
    boolean rebuild,
    boolean keep,
    List<Usual> usual,
    Optional<Boolean> passKnown,
    List<RunAttempt> earlier,
    int attempts) {

  public RunOptions {
    environment = Map.copyOf(environment);
    usual = List.copyOf(usual);
    earlier = List.copyOf(earlier);
  }

  /** The only attempt. */
  public RunOptions(
      Path project,
      Map<String, String> environment,
      String version,
      boolean fresh,
      boolean rebuild,
      boolean keep,
      List<Usual> usual) {
    this(
        project, environment, version, fresh, rebuild, keep, usual, Optional.empty(), List.of(), 1);
  }

  /** The same, starting from a checkpoint if there is one. */
  public RunOptions(Path project, Map<String, String> environment, String version) {
    this(project, environment, version, false, false, false, List.of());
  }

  /** The same, with the times of earlier runs. */
  public RunOptions knowing(List<Usual> times) {
    return new RunOptions(
        project, environment, version, fresh, rebuild, keep, times, passKnown, earlier, attempts);
  }

  /** The same, where known failures pass or fail whatever the spec says. */
  public RunOptions passingKnown(Optional<Boolean> passes) {
    return new RunOptions(
        project, environment, version, fresh, rebuild, keep, usual, passes, earlier, attempts);
  }

  /** The same for one attempt of several; a further one boots, and builds nothing anew. */
  public RunOptions attempt(List<RunAttempt> failed, int most) {
    boolean again = !failed.isEmpty();
    return new RunOptions(
        project,
        environment,
        version,
        fresh || again,
        rebuild && !again,
        keep,
        usual,
        passKnown,
        failed,
        most);
  }
}
