package dev.bootwitness.junit.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Which specs the engine finds, and under which ids. Nothing boots. */
class SpecDiscoveryTest {

  private static final String SPEC =
      """
      image: disk.iso
      login: {user: root}
      steps:
        - run: echo one
        - reboot
        - {name: two, run: echo two}
        - {name: two, run: echo three}
      """;

  @TempDir Path root;

  @BeforeEach
  void makeSpecs() throws IOException {
    Files.createDirectories(root.resolve("a/target"));
    Files.createDirectories(root.resolve(".hidden"));
    Files.writeString(root.resolve("a/bootwitness.yaml"), SPEC);
    Files.writeString(root.resolve("b.bootwitness.yaml"), "image: disk.iso\n");
    for (String left : List.of("a/target/bootwitness.yaml", ".hidden/bootwitness.yaml", "c.yaml")) {
      Files.writeString(root.resolve(left), SPEC);
    }
  }

  private static TestDescriptor discovered(DiscoverySelector... selectors) {
    return EngineTestKit.engine(SpecTestEngine.ID)
        .selectors(selectors)
        .discover()
        .getEngineDescriptor();
  }

  private static List<String> names(TestDescriptor parent) {
    return parent.getChildren().stream().map(TestDescriptor::getDisplayName).toList();
  }

  @Test
  void everySpecUnderAFolderIsAContainerAndItsStepsAreTests() {
    TestDescriptor engine = discovered(selectDirectory(root.toFile()));

    assertThat(names(engine))
        .containsExactly(
            root.resolve("a/bootwitness.yaml").toString(),
            root.resolve("b.bootwitness.yaml").toString());
    assertThat(names(engine.getChildren().iterator().next()))
        .containsExactly("boot", "echo one", "reboot", "two", "two");
  }

  @Specs("../examples/spark")
  static class SparkCase {}

  @Test
  void aClassStandsForSpecs() {
    TestDescriptor engine = discovered(selectClass(SparkCase.class));
    TestDescriptor container = engine.getChildren().iterator().next();

    assertThat(container.getSource()).contains(ClassSource.from(SparkCase.class));
    assertThat(names(container)).containsExactly("../examples/spark/bootwitness.yaml");
    assertThat(names(discovered(selectClass(SpecDiscoveryTest.class)))).isEmpty();

    TestDescriptor test = container.getChildren().iterator().next().getChildren().iterator().next();
    assertThat(discovered(selectUniqueId(test.getUniqueId())).getDescendants())
        .extracting(TestDescriptor::getUniqueId)
        .containsOnly(
            container.getUniqueId(),
            container.getChildren().iterator().next().getUniqueId(),
            test.getUniqueId());
  }

  @Test
  void aTestIsFoundAgainByItsIdAndNeedsTheStepsThatChangeTheGuestBeforeIt() {
    TestDescriptor all = discovered(selectDirectory(root.toFile()));
    UniqueId last =
        all.getChildren().iterator().next().getChildren().stream().toList().getLast().getUniqueId();

    TestDescriptor again = discovered(selectUniqueId(last));

    assertThat(again.getDescendants())
        .extracting(TestDescriptor::getUniqueId)
        .contains(last)
        .hasSize(2);
    assertThat(((SpecDescriptor) again.getChildren().iterator().next()).needed())
        .containsExactly(1, 3);
  }
}
