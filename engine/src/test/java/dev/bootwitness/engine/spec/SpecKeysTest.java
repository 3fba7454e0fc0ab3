package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.check.CheckKind;
import dev.bootwitness.engine.check.CheckKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** The declared keys match what the binder does. */
class SpecKeysTest {

  @TempDir Path directory;

  /** A spec with a place for a key of each mapping. */
  private static Stream<Arguments> defaults() {
    return Stream.of(
            declared(RootKeys.ALL, "image: a.iso\nlogin: {user: root}\nchecks: [{run: id}]\n%s\n"),
            declared(RootKeys.BUILD, "image: {path: a.iso, build: {command: [a], %s}}\n"),
            declared(RootKeys.BOOT, "image: a.iso\nboot: {%s}\n"),
            declared(RootKeys.EVIDENCE, "image: a.iso\nevidence: {%s}\n"),
            declared(MachineKeys.MACHINE, "image: a.iso\nmachine: {%s}\n"),
            declared(MachineKeys.DISK, "image: a.iso\nmachine: {disks: [{size: 1GiB, %s}]}\n"),
            declared(MachineKeys.NIC, "image: a.iso\nmachine: {network: [{kind: isolated, %s}]}\n"),
            declared(kind("run"), check("run: id")),
            declared(kind("unit"), check("unit: ssh.service")),
            declared(kind("file"), check("file: /a")),
            declared(kind("network"), check("network: lan")),
            declared(GuestKeys.FILE, "image: a.iso\nguest: {files: {/a: {text: b, %s}}}\n"))
        .flatMap(List::stream);
  }

  private static String check(String kind) {
    return "image: a.iso\nlogin: {user: root}\nchecks: [{" + kind + ", %s}]\n";
  }

  /** Those of the keys whose default is a value, not words about one. */
  private static List<Arguments> declared(SpecKeys keys, String spec) {
    List<Arguments> found = new ArrayList<>();
    for (SpecKey key : keys.keys()) {
      boolean isValue =
          switch (key.form()) {
            case Form.Whole _ -> true;
            case Form.OneOf(List<String> words) -> words.contains(key.standard());
            case Form.Either(List<Form> forms) ->
                forms.stream()
                    .anyMatch(f -> f instanceof Form.OneOf o && o.words().contains(key.standard()));
            case Form.Scalar _ -> key.standard().matches("true|false|/\\S+|\\d\\w+|root");
            default -> false;
          };
      if (isValue && !key.required()) {
        found.add(argumentSet(keys.title() + " " + key.name(), spec, key));
      }
    }
    assertThat(found).as("%s has defaults", keys.title()).isNotEmpty();
    return found;
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void theDefaultIsWhatASpecWithoutTheKeyMeans(String spec, SpecKey key) throws Exception {
    assertThat(load(spec.formatted(key.name() + ": " + key.standard())))
        .isEqualTo(load(spec.formatted("").replace(", }", "}")));
  }

  @Test
  void aKeyThatIsNotDeclaredCannotBeRead() {
    MappingReader boot = reader(RootKeys.BOOT, "within: 1m");
    assertThatThrownBy(() -> boot.duration("whitin")).hasMessage("boot declares no key whitin");
    assertThatThrownBy(() -> boot.size("within")).hasMessageContaining("is declared as DURATION");
  }

  @Test
  void eachMeaningIsASentence() {
    assertThat(RootKeys.ALL.keys())
        .allSatisfy(key -> assertThat(key.meaning()).matches("(?s)[A-Z`].*\\."));
  }

  private static MappingReader reader(SpecKeys keys, String yaml) {
    return new MappingReader(
        new Problems("a.yaml"),
        "",
        new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow(),
        keys);
  }

  private Spec load(String yaml) throws IOException, SpecException {
    return SpecLoader.load(Files.writeString(directory.resolve("a.yaml"), yaml));
  }

  private static SpecKeys kind(String key) {
    return CheckKinds.ALL.stream()
        .map(CheckKind::keys)
        .filter(keys -> keys.names().getFirst().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
