package dev.bootwitness.engine.spec;

import dev.bootwitness.base.yaml.StrictMapping;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.safere.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code guest:}, the contents given to the guest. */
final class GuestBinder {

  private static final List<String> SOURCES = List.of("text", "from", "env", "file");

  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}|[0-9]{1,9}");

  /** RFC 4253 and sshd(8), AUTHORIZED_KEYS FILE FORMAT: options, key type, base64, comment. */
  private static final Pattern KEY =
      Pattern.compile("(?:\\S.* )?(?:ssh|ecdsa|sk)-\\S+ [A-Za-z0-9+/=]{4,}(?: .*)?");

  private final Problems problems;
  private final Path directory;

  GuestBinder(Problems problems, Path directory) {
    this.problems = problems;
    this.directory = directory;
  }

  GuestSpec bind(MappingReader guest) {
    List<GuestSpec.GuestFile> files = new ArrayList<>();
    guest.node("files").ifPresent(node -> files(node, files));
    List<GuestSpec.Content> keys = new ArrayList<>();
    guest.forEachItem(
        "authorizedKeys",
        Form.either(Form.Scalar.TEXT, new Form.Mapping(GuestKeys.KEY)),
        "public keys, or {from: id.pub}",
        (item, where) -> key(item, where).ifPresent(keys::add));
    return new GuestSpec(files, keys);
  }

  private void files(Node node, List<GuestSpec.GuestFile> files) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(
          node,
          "guest.files",
          "expected a mapping from paths to contents. Write e.g. `files: {/etc/motd: hello}`.");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String path = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      String where = "guest.files." + path;
      if (!isPath(path)) {
        problems.add(
            tuple.getKeyNode(),
            "guest.files",
            "\""
                + path
                + "\" cannot be the path of a file in the guest. Write an absolute path without `.`, `..`"
                + " or control characters, e.g. /etc/motd.");
      } else if (!seen.add(path)) {
        problems.add(tuple.getKeyNode(), where, "this path appears twice. Keep one of them.");
      } else {
        file(path, tuple.getValueNode(), where).ifPresent(files::add);
      }
    }
  }

  private static boolean isPath(String path) {
    return path.startsWith("/")
        && path.length() > 1
        && path.length() < 4096
        && path.codePoints().noneMatch(Character::isISOControl)
        && Path.of(path).normalize().toString().equals(path);
  }

  private Optional<GuestSpec.GuestFile> file(String path, Node node, String where) {
    if (StrictMapping.isNull(node)) {
      problems.add(
          node,
          where,
          "the file has no content. Write its text, `\"\"` for an empty file, or `{from: FILE}`.");
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(file(path, new GuestSpec.Written(scalar.getValue())));
    }
    MappingReader file = new MappingReader(problems, where, node, GuestKeys.FILE);
    Optional<String> mode = file.text("mode").filter(text -> isMode(file, text));
    return content(file)
        .map(content ->
            new GuestSpec.GuestFile(
                path,
                content,
                mode.map(text -> Integer.parseInt(text, 8))
                    .orElse(GuestSpec.GuestFile.DEFAULT_MODE),
                name(file, "owner"),
                name(file, "group")));
  }

  private static GuestSpec.GuestFile file(String path, GuestSpec.Content content) {
    return new GuestSpec.GuestFile(
        path,
        content,
        GuestSpec.GuestFile.DEFAULT_MODE,
        GuestSpec.GuestFile.DEFAULT_OWNER,
        GuestSpec.GuestFile.DEFAULT_OWNER);
  }

  private static boolean isMode(MappingReader file, String text) {
    if (!MODE.matcher(text).matches()) {
      file.problem(
          "mode", "\"" + text + "\" is not a file mode. Write three octal digits, e.g. 0600.");
      return false;
    }
    return true;
  }

  private static String name(MappingReader file, String key) {
    Optional<String> name = file.text(key);
    if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
      file.problem(
          key,
          "\"" + name.get() + "\" is not the name of a user or group. Write e.g. root or 1000.");
    }
    return name.orElse(GuestSpec.GuestFile.DEFAULT_OWNER);
  }

  private Optional<GuestSpec.Content> content(MappingReader file) {
    if (file.isMapping() && SOURCES.stream().filter(file::has).count() != 1) {
      file.problemHere(
          "the content needs exactly one of `text`, `from`, `env` and `file`. Write e.g. `{from:"
              + " motd}`, or `{env: TOKEN}` for a secret.");
      return Optional.empty();
    }
    Optional<GuestSpec.Content> text = file.text("text").map(GuestSpec.Written::new);
    return text.or(() -> file.path("from").map(p -> new GuestSpec.Copied(host(p))))
        .or(() -> file.words("env").map(v -> new GuestSpec.Hidden(new Secret.Env(v))))
        .or(() -> file.path("file").map(p -> new GuestSpec.Hidden(new Secret.InFile(host(p)))));
  }

  private Path host(String path) {
    return directory.resolve(path).normalize();
  }

  private Optional<GuestSpec.Content> key(Node item, String where) {
    if (item instanceof ScalarNode scalar) {
      if (KEY.matcher(scalar.getValue()).matches() && !scalar.getValue().contains("\n")) {
        return Optional.of(new GuestSpec.Written(scalar.getValue()));
      }
      problems.add(
          item,
          where,
          "\""
              + scalar.getValue()
              + "\" is not a public key. Write the line of an id_….pub file, or `{from: id_ed25519.pub}`.");
      return Optional.empty();
    }
    MappingReader key = new MappingReader(problems, where, item, GuestKeys.KEY);
    key.require("from", "id_ed25519.pub");
    return key.path("from").map(p -> new GuestSpec.Copied(host(p)));
  }
}
