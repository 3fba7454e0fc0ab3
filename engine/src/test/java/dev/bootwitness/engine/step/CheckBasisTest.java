package dev.bootwitness.engine.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.spec.GuestContents;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.SpecPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckBasisTest {

  private static final String SPEC =
      """
      image: {kernel: vmlinuz, append: quiet}
      machine: {memory: 1GiB}
      login: {user: root, password: secret1}
      guest: {files: {/etc/app: {from: app}, /etc/token: {env: TOKEN}}}
      checks:
        - {name: one, run: 'true'}
        - {name: two, run: uname}
        - {name: three, run: id}
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void itIsTheSameForTheSameQuestionOnly() throws Exception {
    Files.writeString(folder.resolve("app"), "one");
    List<String> before = of(SPEC, "t1");

    assertThat(before).doesNotHaveDuplicates().hasSize(3);
    assertThat(of(SPEC, "t1")).isEqualTo(before);
    assertThat(of(SPEC.replace("secret1", "secret2"), "t2")).as("secrets").isEqualTo(before);
    for (String other :
        List.of(
            SPEC.replace("quiet", "debug"),
            SPEC.replace("1GiB", "2GiB"),
            SPEC.replace("user: root", "user: eve"),
            SPEC.replace("{from: app}", "{from: app, mode: 0600}"))) {
      assertThat(of(other, "t1")).as(other).doesNotContainAnyElementsOf(before);
    }
    Files.writeString(folder.resolve("app"), "two");
    assertThat(of(SPEC, "t1")).as("a file's content").doesNotContainAnyElementsOf(before);
  }

  @Test
  void aCheckDependsOnThoseBeforeItOnly() throws Exception {
    Files.writeString(folder.resolve("app"), "one");
    List<String> before = of(SPEC, "t1");
    List<String> after = of(SPEC.replace("run: uname", "run: uname -a"), "t1");

    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
    assertThat(after.get(2)).isNotEqualTo(before.get(2));
  }

  @Test
  void anIndependentCheckDependsOnNoOtherAndAPartHasTheDigestsOfTheWhole() throws Exception {
    Files.writeString(folder.resolve("app"), "one");
    String independent = SPEC + "independentChecks: true\n";
    List<String> whole = of(independent, "t1");
    assertThat(of(independent.replace("run: uname", "run: uname -a"), "t1").get(2))
        .isEqualTo(whole.get(2));

    Spec spec = SpecLoader.load(Files.writeString(folder.resolve("bootwitness.yaml"), independent));
    Spec part = spec.with(new SpecPart(2, 2, List.of(0, 2)));

    assertThat(part.checks()).extracting(check -> check.name()).containsExactly("one", "three");
    assertThat(CheckBasis.of(part, GuestContents.read(part.guest(), Map.of("TOKEN", "t1"))))
        .containsExactly(whole.get(0), whole.get(2));
  }

  private List<String> of(String text, String token) throws Exception {
    Spec spec = SpecLoader.load(Files.writeString(folder.resolve("bootwitness.yaml"), text));
    return CheckBasis.of(spec, GuestContents.read(spec.guest(), Map.of("TOKEN", token)));
  }
}
