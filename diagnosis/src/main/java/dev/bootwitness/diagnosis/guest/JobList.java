package dev.bootwitness.diagnosis.guest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * systemd's queue of jobs, as {@code systemctl list-jobs} prints it (systemd,
 * src/systemctl/systemctl-list-jobs.c).
 *
 * @param jobs in the order printed; empty when there are none or the text is not a job list
 */
public record JobList(List<Job> jobs) {

  /**
   * One job.
   *
   * @param id its number
   * @param unit the unit it is for
   * @param type start, stop, restart, …
   * @param running whether it has started; else it waits for another job
   * @param waitsFor units whose jobs it waits for, known only with {@code --after} or {@code
   *     --before}
   */
  public record Job(long id, String unit, String type, boolean running, List<String> waitsFor) {
    public Job {
      waitsFor = List.copyOf(waitsFor);
    }

    private Job waitingFor(String other) {
      var all = new ArrayList<>(waitsFor);
      if (!all.contains(other)) {
        all.add(other);
      }
      return new Job(id, unit, type, running, all);
    }
  }

  private static final Pattern JOB =
      Pattern.compile("^\\s*(\\d+)\\s+(\\S+\\.\\w+)\\s+([a-z-]+)\\s+(waiting|running)\\s*$");
  private static final Pattern WAITS =
      Pattern.compile(
          "(waiting for|blocking) job (\\d+) \\(([^\\s/]+)/[a-z-]+(?:/(?:waiting|running))?\\)");
  private static final Pattern NONE = Pattern.compile("No jobs (?:running|listed)\\.");
  private static final Pattern HEADER = Pattern.compile("^\\s*JOB\\s+UNIT\\s+TYPE\\s+STATE\\b");

  public JobList {
    jobs = List.copyOf(jobs);
  }

  /** Whether a line is the header of a job list, or the only line of an empty one. */
  public static boolean begins(String line) {
    return HEADER.matcher(line).find() || NONE.matcher(line.strip()).matches();
  }

  /** Whether a line is an entry of a job list, not its header or footer. */
  public static boolean belongs(String line) {
    return JOB.matcher(line).find() || WAITS.matcher(line).find();
  }

  /** Reads the lines of a list; other lines are skipped. */
  public static JobList parse(List<String> lines) {
    var jobs = new LinkedHashMap<Long, Job>();
    var blocked = new ArrayList<Blocked>();
    Job last = null;
    for (String line : lines) {
      Matcher job = JOB.matcher(line);
      Matcher waits = WAITS.matcher(line);
      if (job.find()) {
        last =
            new Job(
                Long.parseLong(job.group(1)),
                job.group(2),
                job.group(3),
                job.group(4).equals("running"),
                List.of());
        jobs.put(last.id(), last);
      } else if (waits.find() && last != null) {
        if (waits.group(1).equals("blocking")) {
          blocked.add(new Blocked(Long.parseLong(waits.group(2)), last.unit()));
        } else {
          last = last.waitingFor(waits.group(3));
          jobs.put(last.id(), last);
        }
      }
    }
    for (Blocked waiting : blocked) {
      jobs.computeIfPresent(waiting.job(), (id, job) -> job.waitingFor(waiting.by()));
    }
    return new JobList(List.copyOf(jobs.values()));
  }

  /** A job that waits for a unit's job. */
  private record Blocked(long job, String by) {}

  /** Reads the whole text of an answer. */
  public static JobList parse(String text) {
    return parse(text.lines().toList());
  }

  /** The job of a unit, if it has one. */
  public Optional<Job> of(String unit) {
    return jobs.stream().filter(job -> job.unit().equals(unit)).findFirst();
  }
}
