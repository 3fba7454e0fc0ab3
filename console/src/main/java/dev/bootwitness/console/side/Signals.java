package dev.bootwitness.console.side;

import java.util.List;

/** Shell commands that end the programs in the side channel's process group, mildest first. */
final class Signals {

  private Signals() {}

  /**
   * The commands for a root shell outside the group.
   *
   * <p>The group's leader is the side channel's own shell: it ignores the first two signals, and
   * the last goes to every process but it. Fields of {@code /proc/PID/stat} are counted after the
   * last parenthesis, since a program may have any name (proc(5)).
   */
  static List<String> escalation(long group) {
    return List.of(
        "kill -s INT -- -" + group,
        "kill -s QUIT -- -" + group,
        """
        for s in /proc/[0-9]*/stat; do read -r x <"$s" && p=${x%%%% *} && set -- ${x##*) } && \
        [ "$3" = %d ] && [ "$p" != %d ] && kill -s KILL "$p"; done 2>/dev/null; true\
        """
            .formatted(group, group));
  }
}
