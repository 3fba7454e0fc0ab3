package dev.bootwitness.diagnosis.guest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Units whose jobs wait for each other, so that none of them can ever end.
 *
 * <p>A waiting job waits for the jobs of units it is ordered after. A running one waits for the
 * jobs that its own processes have requested from systemd and still wait for ({@link
 * UnitState#startsAndWaitsFor}). A cycle of such waits is a deadlock; a job that only waits for a
 * working one is not.
 *
 * @param edges the cycle, one wait after the other
 */
public record OrderingDeadlock(List<Edge> edges) {

  /**
   * A wait.
   *
   * @param unit whose job waits
   * @param awaited whose job it waits for
   * @param why in words, e.g. {@code is ordered After=network-online.target}
   */
  public record Edge(String unit, String awaited, String why) {}

  public OrderingDeadlock {
    edges = List.copyOf(edges);
  }

  /**
   * Looks for a cycle of waits.
   *
   * @param jobs the queue
   * @param units what is known about the units with jobs
   */
  public static Optional<OrderingDeadlock> find(JobList jobs, Iterable<UnitState> units) {
    Map<String, UnitState> known = new HashMap<>();
    units.forEach(unit -> known.merge(unit.unit(), unit, UnitState::updatedBy));
    Map<String, Map<String, Edge>> graph = new TreeMap<>();
    for (JobList.Job job : jobs.jobs()) {
      UnitState state = known.getOrDefault(job.unit(), UnitState.named(job.unit()));
      for (Edge edge : waits(job, state)) {
        if (jobs.of(edge.awaited()).isPresent() && !edge.awaited().equals(edge.unit())) {
          graph
              .computeIfAbsent(edge.unit(), unit -> new LinkedHashMap<>())
              .putIfAbsent(edge.awaited(), edge);
        }
      }
    }
    return graph.keySet().stream().flatMap(unit -> circle(graph, unit).stream()).findFirst();
  }

  private static List<Edge> waits(JobList.Job job, UnitState state) {
    var edges = new ArrayList<Edge>();
    if (job.running()) {
      state
          .startsAndWaitsFor()
          .forEach(unit ->
              edges.add(
                  new Edge(
                      job.unit(), unit, "runs a systemctl that waits for the job of " + unit)));
    } else {
      job.waitsFor()
          .forEach(unit -> edges.add(new Edge(job.unit(), unit, "waits for the job of " + unit)));
      state
          .after()
          .forEach(unit -> edges.add(new Edge(job.unit(), unit, "is ordered After=" + unit)));
    }
    return edges;
  }

  /** The shortest path from a unit back to itself. */
  private static Optional<OrderingDeadlock> circle(
      Map<String, Map<String, Edge>> graph, String start) {
    Map<String, Edge> cameBy = new HashMap<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String unit = open.removeFirst();
      for (Edge edge : graph.getOrDefault(unit, Map.of()).values()) {
        if (edge.awaited().equals(start)) {
          cameBy.put(start, edge);
          return Optional.of(new OrderingDeadlock(way(cameBy, start)));
        }
        if (seen.add(edge.awaited())) {
          cameBy.put(edge.awaited(), edge);
          open.add(edge.awaited());
        }
      }
    }
    return Optional.empty();
  }

  private static List<Edge> way(Map<String, Edge> cameBy, String start) {
    var way = new ArrayDeque<Edge>();
    String unit = start;
    do {
      Edge edge = Objects.requireNonNull(cameBy.get(unit));
      way.addFirst(edge);
      unit = edge.unit();
    } while (!unit.equals(start));
    return List.copyOf(way);
  }

  /** One sentence with both units and the edges. */
  public String sentence() {
    var parts = new ArrayList<String>();
    edges.forEach(edge -> parts.add(edge.unit() + " " + edge.why()));
    return String.join(", and ", parts)
        + (edges.size() == 2 ? ": neither can ever finish" : ": none of them can ever finish");
  }
}
