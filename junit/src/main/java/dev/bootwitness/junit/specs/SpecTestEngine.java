package dev.bootwitness.junit.specs;

import java.util.Optional;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.FileSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * Runs specs as tests. It finds them by files, by folders, by classes with {@link Specs} and by
 * unique ids, whose paths are seen from the working directory.
 */
public final class SpecTestEngine implements TestEngine {

  /** Its id: also the first segment of its tests' unique ids. */
  public static final String ID = "bootwitness";

  /** For the service loader. */
  public SpecTestEngine() {}

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public Optional<String> getGroupId() {
    return Optional.of("dev.bootwitness");
  }

  @Override
  public Optional<String> getArtifactId() {
    return Optional.of("bootwitness-junit");
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
    EngineDescriptor engine = new EngineDescriptor(id, "Bootwitness specs");
    FoundSpecs found = new FoundSpecs(engine);
    request
        .getSelectorsByType(FileSelector.class)
        .forEach(file -> found.file(file.getPath(), file.getRawPath()));
    request
        .getSelectorsByType(DirectorySelector.class)
        .forEach(folder -> found.all(engine, folder.getPath()));
    request
        .getSelectorsByType(ClassSelector.class)
        .forEach(selected -> found.ofClass(selected.getJavaClass()));
    request
        .getSelectorsByType(UniqueIdSelector.class)
        .forEach(selected -> found.one(selected.getUniqueId()));
    return engine;
  }

  @Override
  public void execute(ExecutionRequest request) {
    TestDescriptor engine = request.getRootTestDescriptor();
    request.getEngineExecutionListener().executionStarted(engine);
    engine.getChildren().forEach(child -> execute(child, request));
    request
        .getEngineExecutionListener()
        .executionFinished(engine, TestExecutionResult.successful());
  }

  private static void execute(TestDescriptor one, ExecutionRequest request) {
    if (request.getCancellationToken().isCancellationRequested()) {
      request.getEngineExecutionListener().executionSkipped(one, "the run was cancelled");
    } else if (one instanceof SpecDescriptor spec) {
      new SpecExecution(spec, request).run();
    } else {
      request.getEngineExecutionListener().executionStarted(one);
      one.getChildren().forEach(spec -> execute(spec, request));
      request.getEngineExecutionListener().executionFinished(one, TestExecutionResult.successful());
    }
  }
}
