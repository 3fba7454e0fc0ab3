package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safere.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code image.build} and {@code image.nix}: what makes the image. */
final class BuildBinder {

  /** POSIX, "8.1 Environment Variable Definition". */
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Problems problems;

  BuildBinder(Problems problems) {
    this.problems = problems;
  }

  /** The builder of an image; empty when it is there already. */
  Optional<ImageSpec.BuildSpec> bind(MappingReader image) {
    if (image.has("build") && image.has("nix")) {
      image.problemHere("`build` and `nix` exclude each other. Keep the one that makes the image.");
    }
    Optional<ImageSpec.BuildSpec> command =
        image.mapping("build", RootKeys.BUILD).map(this::command);
    return command.or(() -> image.node("nix").map(node -> nix(image, node)));
  }

  private ImageSpec.BuildSpec command(MappingReader build) {
    build.require("command", "[./build]");
    List<String> command =
        build
            .node("command")
            .filter(ScalarNode.class::isInstance)
            .map(_ -> build.words("command").map(text -> List.of("sh", "-c", text)))
            .map(shell -> shell.orElse(List.of("")))
            .orElseGet(() -> build.texts("command"));
    if (build.has("command") && command.isEmpty()) {
      build.problem(
          "command", "a command needs at least a program. Write e.g. `command: [./build]`.");
    }
    return spec(build, new ImageSpec.CommandMaker(command));
  }

  /** {@code nix: .#bootImage} is short for {@code nix: {flake: .#bootImage}}. */
  private ImageSpec.BuildSpec nix(MappingReader image, Node node) {
    if (node instanceof ScalarNode) {
      String flake = image.words("nix").orElse("");
      return new ImageSpec.BuildSpec(
          new ImageSpec.FlakeMaker(flake, List.of(), false),
          List.of(),
          Optional.empty(),
          Map.of(),
          ImageSpec.BuildSpec.DEFAULT_WITHIN,
          Optional.empty());
    }
    MappingReader nix = new MappingReader(problems, "image.nix", node, RootKeys.NIX);
    nix.require("flake", ".#bootImage");
    return spec(
        nix,
        new ImageSpec.FlakeMaker(
            nix.words("flake").orElse(""), nix.texts("args"), nix.bool("impure").orElse(false)));
  }

  private ImageSpec.BuildSpec spec(MappingReader build, ImageSpec.Maker maker) {
    return new ImageSpec.BuildSpec(
        maker,
        build.paths("inputs"),
        build.path("apt"),
        environment(build),
        build.duration("within").orElse(ImageSpec.BuildSpec.DEFAULT_WITHIN),
        build.duration("stall"));
  }

  private Map<String, String> environment(MappingReader build) {
    Map<String, String> variables = new LinkedHashMap<>();
    Optional<Node> given = build.node("environment");
    if (given.isEmpty()) {
      return variables;
    }
    if (!(given.get() instanceof MappingNode mapping)) {
      build.problem(
          "environment",
          "expected a mapping from variables to values. Write e.g. `environment: {VARIANT: small}`.");
      return variables;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      if (!VARIABLE.matcher(name).matches()) {
        build.problem(
            "environment",
            "\"%s\" cannot be a variable. Write letters, digits and _, e.g. VARIANT."
                .formatted(name));
      } else if (tuple.getValueNode() instanceof ScalarNode value) {
        if (variables.putIfAbsent(name, value.getValue()) != null) {
          build.problem("environment", name + " appears twice. Keep one of them.");
        }
      } else {
        build.problem("environment", name + " needs a text. Write e.g. `VARIANT: small`.");
      }
    }
    return variables;
  }
}
