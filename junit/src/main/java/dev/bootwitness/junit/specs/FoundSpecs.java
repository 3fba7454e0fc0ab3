package dev.bootwitness.junit.specs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;

/** The specs that a discovery has found so far, each once below the engine and below each class. */
final class FoundSpecs {

  private final TestDescriptor engine;

  FoundSpecs(TestDescriptor engine) {
    this.engine = engine;
  }

  /** A file that somebody names; other engines' files are none of ours. */
  void file(Path file, String name) {
    if (SpecFiles.isSpec(Path.of(name))) {
      all(engine, file);
    }
  }

  /** Every spec under a folder, or the spec itself. */
  void all(TestDescriptor parent, Path root) {
    SpecFiles.under(root).forEach(file -> spec(parent, file));
  }

  /** The specs that a class stands for, if it does. */
  void ofClass(Class<?> type) {
    AnnotationSupport.findAnnotation(type, Specs.class)
        .ifPresent(specs -> {
          TestDescriptor container = container(type);
          for (String root : specs.value()) {
            all(container, Path.of(root));
          }
        });
  }

  private TestDescriptor container(Class<?> type) {
    ClassDescriptor made = new ClassDescriptor(engine.getUniqueId(), type);
    Optional<? extends TestDescriptor> before = child(engine, made.getUniqueId());
    if (before.isPresent()) {
      return before.get();
    }
    engine.addChild(made);
    return made;
  }

  private static Optional<? extends TestDescriptor> child(TestDescriptor parent, UniqueId id) {
    return parent.getChildren().stream().filter(one -> one.getUniqueId().equals(id)).findFirst();
  }

  private static SpecDescriptor spec(TestDescriptor parent, Path file) {
    SpecDescriptor made = SpecDescriptor.of(parent.getUniqueId(), file);
    Optional<? extends TestDescriptor> before = child(parent, made.getUniqueId());
    if (before.isPresent()) {
      return (SpecDescriptor) before.get();
    }
    parent.addChild(made);
    return made;
  }

  /** A class, a spec, or one of its tests. */
  void one(UniqueId id) {
    if (id.hasPrefix(engine.getUniqueId()) && id.getSegments().size() > 1) {
      one(id, id.getSegments().subList(1, id.getSegments().size()));
    }
  }

  private void one(UniqueId id, List<UniqueId.Segment> segments) {
    UniqueId.Segment first = segments.getFirst();
    if (!first.getType().equals(ClassDescriptor.SEGMENT)) {
      tests(engine, id, segments);
      return;
    }
    ReflectionSupport.tryToLoadClass(first.getValue())
        .toOptional()
        .filter(type -> AnnotationSupport.isAnnotated(type, Specs.class))
        .ifPresent(type -> {
          if (segments.size() == 1) {
            ofClass(type);
          } else {
            tests(container(type), id, segments.subList(1, segments.size()));
          }
        });
  }

  private static void tests(TestDescriptor parent, UniqueId id, List<UniqueId.Segment> segments) {
    Path file = Path.of(segments.getFirst().getValue());
    SpecDescriptor whole = SpecDescriptor.of(parent.getUniqueId(), file);
    boolean before = child(parent, whole.getUniqueId()).isPresent();
    SpecDescriptor spec = spec(parent, file);
    if (segments.size() == 1) {
      return;
    }
    if (!before) {
      spec.tests().stream()
          .filter(test -> !test.getUniqueId().equals(id))
          .forEach(spec::removeChild);
    } else if (spec.findByUniqueId(id).isEmpty()) {
      whole.tests().stream().filter(test -> test.getUniqueId().equals(id)).forEach(spec::addChild);
    }
  }
}
