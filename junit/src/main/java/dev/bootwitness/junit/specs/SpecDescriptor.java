package dev.bootwitness.junit.specs;

import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.engine.spec.StepSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.FileSource;

/** A spec as a container of tests: its boot first, then its steps. */
final class SpecDescriptor extends AbstractTestDescriptor {

  static final String SEGMENT = "spec";
  static final String BOOT = "boot";

  private final @Nullable Spec spec;
  private final @Nullable SpecException mistakes;

  private SpecDescriptor(
      UniqueId id, Path file, @Nullable Spec spec, @Nullable SpecException mistakes) {
    super(id, file.toString(), FileSource.from(file.toAbsolutePath().normalize().toFile()));
    this.spec = spec;
    this.mistakes = mistakes;
  }

  /** A spec with mistakes is a container, too: its boot fails with them. */
  static SpecDescriptor of(UniqueId parent, Path file) {
    UniqueId id = parent.append(SEGMENT, file.toString());
    try {
      Spec spec = SpecLoader.load(file);
      SpecDescriptor container = new SpecDescriptor(id, file, spec, null);
      container.add(StepDescriptor.BOOT, BOOT);
      List<StepSpec> steps = spec.steps();
      for (int i = 0; i < steps.size(); i++) {
        container.add(i, steps.get(i).name());
      }
      return container;
    } catch (SpecException e) {
      SpecDescriptor container = new SpecDescriptor(id, file, null, e);
      container.add(StepDescriptor.BOOT, BOOT);
      return container;
    }
  }

  private void add(int number, String name) {
    addChild(new StepDescriptor(getUniqueId(), number, name, getSource().orElseThrow()));
  }

  @Override
  public Type getType() {
    return Type.CONTAINER;
  }

  /** What is wrong with it; empty when nothing is. */
  Optional<SpecException> mistakes() {
    return Optional.ofNullable(mistakes);
  }

  /** The tests that are left of it after all filters, the boot first. */
  List<StepDescriptor> tests() {
    return getChildren().stream().map(StepDescriptor.class::cast).toList();
  }

  /**
   * The numbers of the steps that must be taken for the tests that are left: those, and before the
   * last of them every step that changes the guest.
   */
  List<Integer> needed() {
    Spec whole = spec();
    List<Integer> asked = tests().stream().map(StepDescriptor::number).toList();
    int last = asked.stream().mapToInt(number -> number).max().orElse(StepDescriptor.BOOT);
    List<Integer> needed = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      if (asked.contains(i) || !(whole.steps().get(i) instanceof StepSpec.Check)) {
        needed.add(i);
      }
    }
    return needed;
  }

  /** The spec without mistakes. */
  Spec spec() {
    if (spec == null) {
      throw new IllegalStateException(getDisplayName() + " has mistakes");
    }
    return spec;
  }
}
