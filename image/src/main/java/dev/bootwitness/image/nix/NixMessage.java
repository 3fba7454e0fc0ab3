package dev.bootwitness.image.nix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of Nix's log format {@code internal-json}, which programs read. It is undocumented; the
 * numbers are those of {@code ActivityType} and {@code ResultType} in Nix's src/libutil/logging.hh
 * and have kept their meaning since Nix 2.0.
 */
sealed interface NixMessage {

  /** Something for a person; may have several lines and terminal sequences. */
  record Text(int level, String text) implements NixMessage {}

  /** An activity began. */
  record Started(long id, Activity activity, String text, List<String> fields)
      implements NixMessage {
    public Started {
      fields = List.copyOf(fields);
    }
  }

  /** An activity ended, successfully or not. */
  record Stopped(long id) implements NixMessage {}

  /** A builder wrote a line. */
  record BuilderLine(long id, String line) implements NixMessage {}

  /** How far an activity is. */
  record Progress(long id, long done, long expected) implements NixMessage {}

  /** The kinds of activities that a person may wait for. */
  enum Activity {
    COPY_PATH(100),
    DOWNLOAD(101),
    BUILD(105),
    SUBSTITUTE(108),
    FETCH_TREE(112),
    /** Nix begins to make what it has evaluated. */
    REALISE(102),
    OTHER(0);

    private final int number;

    Activity(int number) {
      this.number = number;
    }

    static Activity of(int number) {
      for (Activity activity : values()) {
        if (activity.number == number) {
          return activity;
        }
      }
      return OTHER;
    }
  }

  /** What each line of the format begins with; lines of other programs do not. */
  String PREFIX = "@nix ";

  int BUILD_LOG_LINE = 101;
  int PROGRESS = 105;

  JsonMapper JSON = new JsonMapper();

  /** Reads a line; empty when it is not one of the format, or reports nothing of interest. */
  static Optional<NixMessage> read(String line) {
    if (!line.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return message(JSON.readTree(line.substring(PREFIX.length())));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<NixMessage> message(JsonNode json) {
    long id = json.path("id").asLong(0);
    return switch (json.path("action").asString("")) {
      case "msg" ->
          Optional.of(new Text(json.path("level").asInt(0), json.path("msg").asString("")));
      case "start" ->
          Optional.of(
              new Started(
                  id,
                  Activity.of(json.path("type").asInt(0)),
                  json.path("text").asString(""),
                  fields(json)));
      case "stop" -> Optional.of(new Stopped(id));
      case "result" -> result(id, json);
      default -> Optional.empty();
    };
  }

  private static Optional<NixMessage> result(long id, JsonNode json) {
    List<String> fields = fields(json);
    int type = json.path("type").asInt(0);
    if (type == BUILD_LOG_LINE && !fields.isEmpty()) {
      return Optional.of(new BuilderLine(id, fields.getFirst()));
    }
    if (type == PROGRESS && fields.size() >= 2) {
      JsonNode numbers = json.path("fields");
      return Optional.of(new Progress(id, numbers.path(0).asLong(0), numbers.path(1).asLong(0)));
    }
    return Optional.empty();
  }

  private static List<String> fields(JsonNode json) {
    List<String> fields = new ArrayList<>();
    json.path("fields").forEach(field -> fields.add(field.asString("")));
    return fields;
  }
}
