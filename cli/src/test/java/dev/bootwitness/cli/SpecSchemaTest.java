package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.binding.SpecProblem;
import dev.bootwitness.engine.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

/** The schema accepts and refuses what the binder does. */
class SpecSchemaTest {

  private static final int SPECS = 4000;

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SpecSchema.text());

  /** What the binder says of a spec whose form is right. */
  private static final List<Pattern> BEYOND_THE_FORM =
      Stream.of(
              "this regular expression cannot be used",
              "is not a single word",
              "expected a text that is not blank",
              "aarch64",
              "is already the (serial number|address|name) of another",
              "cannot name a disk",
              "there is no disk",
              "the machine has no disk",
              "cannot come or go",
              "a folder keeps what",
              "is not a serial number",
              "is not the address of a network card",
              "is not a public key",
              "is not a file mode",
              "is not the name of a user or group",
              "cannot be the (path|name) of",
              "cannot name a folder",
              "is not a volume",
              "a command needs at least a program",
              "does not name a file in the build's output",
              "a file that must not exist",
              "go with `storage: applied`",
              "needs `machine: \\{type: i440fx\\}`",
              "are too many",
              "has room for",
              "a Linux guest always sees",
              "cannot be read-only",
              "`checkpoint: require`",
              "a (pack|rule|pack's)'?s? file",
              "is neither a pack",
              "cannot read",
              "names no setting",
              "is no URL",
              "must not be installed has no version",
              "where nothing must be mounted",
              "is not a whole number from")
          .map(Pattern::compile)
          .toList();

  @TempDir Path folder;

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("..", "examples"))) {
      // Of a folder with several specs, the one that a command finds by itself may be missing.
      return folders
          .map(each -> each.resolve(SpecLoader.DEFAULT_NAME))
          .filter(Files::exists)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsValid(Path spec) throws IOException {
    assertThat(mistakes(Files.readString(spec))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "image:",
        "image: ''",
        "image: {path: a, kernel: b}",
        "image: {path: a, initrd: b}",
        "image: {kernel: a, bus: sata}",
        "image: {}",
        "image: a\nboot: {within: 0s}",
        "image: a\nboot: {within: 90}",
        "image: a\nboot: {menu: skip}",
        "image: a\ninspect: maybe",
        "image: a\nmachine: {memory: 0GiB}",
        "image: a\nmachine: {cpus: 256}",
        "image: a\nmachine: {internet: true, network: none}",
        "image: a\nmachine: {disks: [{}]}",
        "image: a\nmachine: {disks: [{size: 1GiB, image: b}]}",
        "image: a\nchecks: [{run: a}]",
        "image: a\nlogin: {}",
        "image: a\nlogin: {user: root, password: {}}",
        "image: a\nlogin: {user: root}\nchecks: [{run: a, unit: b}]",
        "image: a\nlogin: {user: root}\nchecks: [{}]",
        "image: a\nlogin: {user: root}\nchecks: [{file: etc}]",
        "image: a\nlogin: {user: root}\nchecks: [{noFailedUnits: false}]",
        "image: a\nguest: {files: {etc: a}}",
        "image: a\nnmae: b",
        "[image]",
        "image: a\nlogin: null",
      })
  void bothRefuseAMistakeInTheForm(String yaml) throws IOException {
    assertThat(mistakes(yaml)).as("schema").isNotEmpty();
    assertThat(problems(yaml)).as("binder").isNotEmpty();
  }

  @Test
  void theyAgreeOnAnySpec() throws IOException {
    long seed = Long.getLong("bootwitness.seed", new SplittableRandom().nextLong());
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < SPECS; i++) {
      String yaml = mapping(SpecLoader.keys(), random, 0);
      List<SpecProblem> problems = problems(yaml);
      boolean valid = mistakes(yaml).isEmpty();
      String what = "-Dbootwitness.seed=" + seed + "\n" + yaml + "\n" + problems;
      if (valid) {
        accepted++;
        assertThat(problems).as(what).allMatch(SpecSchemaTest::isBeyondTheForm);
      } else {
        refused++;
        assertThat(problems).as(what + "\n" + mistakes(yaml)).isNotEmpty();
      }
    }
    assertThat(accepted).as("-Dbootwitness.seed=" + seed).isGreaterThan(SPECS / 20);
    assertThat(refused).as("-Dbootwitness.seed=" + seed).isGreaterThan(SPECS / 20);
  }

  private static boolean isBeyondTheForm(SpecProblem problem) {
    return BEYOND_THE_FORM.stream().anyMatch(words -> words.matcher(problem.toString()).find());
  }

  private static List<?> mistakes(String yaml) {
    Object value =
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
    return SCHEMA.validate(JsonMapper.builder().build().valueToTree(value));
  }

  private List<SpecProblem> problems(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("bootwitness.yaml"), yaml);
    try {
      SpecLoader.load(file);
      return List.of();
    } catch (SpecException e) {
      return e.problems();
    }
  }

  /** Each required key nearly always, the others sometimes, and now and then one of no meaning. */
  private static String mapping(SpecKeys keys, SplittableRandom random, int depth) {
    List<String> parts = new ArrayList<>();
    for (SpecKey key : keys.keys()) {
      int odds = key.required() ? 97 : depth == 0 ? 18 : 25;
      if (random.nextInt(100) < odds) {
        parts.add(key.name() + ": " + value(key.form(), random, depth));
      }
    }
    if (random.nextInt(100) < 2) {
      parts.add("nosuch: 1");
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static String value(Form form, SplittableRandom random, int depth) {
    if (random.nextInt(100) < 3) {
      return pick(random, "null", "[]", "{}", "0", "''", "true", "[a]", "{a: b}", "-1", "1.5");
    }
    return switch (form) {
      case Form.Scalar scalar -> scalar(scalar, random);
      case Form.Whole(int least, int most) ->
          String.valueOf(random.nextInt(Math.max(0, least - 1), most + 2));
      case Form.OneOf(List<String> words) ->
          random.nextInt(30) == 0 ? "nosuch" : words.get(random.nextInt(words.size()));
      case Form.ListOf(Form item) -> {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(value(item, random, depth + 1));
        }
        yield "[" + String.join(", ", items) + "]";
      }
      case Form.Mapping(SpecKeys keys) -> mapping(keys, random, depth + 1);
      case Form.Named(String _, String _, Form value) ->
          "{"
              + pick(random, "/etc/motd", "/a", "/b c", "etc", "VARIANT", "1x")
              + ": "
              + value(value, random, depth + 1)
              + "}";
      case Form.Either(List<Form> forms) ->
          value(forms.get(random.nextInt(forms.size())), random, depth);
    };
  }

  private static String scalar(Form.Scalar scalar, SplittableRandom random) {
    return switch (scalar) {
      case TEXT -> pick(random, "root", "a b", "12", "1.5", "true", "'x: y'", "lan");
      case PATH -> pick(random, "a.iso", "/tmp/a", "12", "../b");
      case FOLDER_NAME -> pick(random, "mine", "12", "a/b", ".hidden", "a b");
      case GUEST_PATH -> pick(random, "/etc/motd", "/", "etc", "12");
      case DATE -> pick(random, "2027-01-31", "2026-1-31", "tomorrow", "31.01.2027", "2027-13-01");
      case DURATION -> pick(random, "90s", "1.5s", "2m", "1 h", "500ms", "0s", "90", "soon", "0.5");
      case SIZE -> pick(random, "2GiB", "512 MiB", "1T", "0GiB", "2GB", "12", "512");
      case REGEX -> pick(random, "^a+$", "'(?=a)'", "12", "b");
      case BOOLEAN, TRUE -> pick(random, "true", "false", "'true'", "yes", "1");
    };
  }

  private static String pick(SplittableRandom random, String... from) {
    return from[random.nextInt(from.length)];
  }
}
