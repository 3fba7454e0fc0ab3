package dev.bootwitness.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a test class as JUnit would, with its records in a folder. */
final class Kit {

  private Kit() {}

  static EngineExecutionResults run(Class<?> test, Path project) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .configurationParameter(BootImageExtension.PROJECT, project.toString())
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter(
            "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL")
        .outputDirectoryCreator(new OutputFolder(project.resolve("published")))
        .execute();
  }
}
