package dev.bootwitness.junit;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link BootImage} and {@link FreshMachine} do to a test class. */
final class BootImageExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  /** The folder whose {@code .bootwitness} holds records and images: a configuration parameter. */
  static final String PROJECT = "bootwitness.project";

  private static final Namespace NAMESPACE = Namespace.create(BootImageExtension.class);
  private static final String MACHINE = "machine";

  private static final Map<Class<?>, Function<MachineSession, Object>> PARAMETERS =
      Map.of(
          Guest.class, Guest::new,
          VirtualMachine.class, VirtualMachine::new,
          SerialConsole.class, SerialConsole::new,
          RunRecord.class, session -> new RunRecord(session.record()));

  /** Types of the engine that somebody might ask for, and what to ask for instead. */
  private static final Map<String, Class<?>> MEANT =
      Map.of(
          "dev.bootwitness.machine.Machine", VirtualMachine.class,
          "dev.bootwitness.console.Console", SerialConsole.class,
          "dev.bootwitness.record.RunDirectory", RunRecord.class,
          "dev.bootwitness.engine.session.AttendedGuest", Guest.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    Optional<BootImage> image = AnnotationSupport.findAnnotation(test, BootImage.class);
    if (image.isPresent()) {
      Path project = context.getConfigurationParameter(PROJECT).map(Path::of).orElse(Path.of(""));
      store(context)
          .put(
              MACHINE,
              new ClassMachine(
                  test, SpecOfClass.of(test, image.get()), project.toAbsolutePath().normalize()));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    // None when beforeAll has refused the class: that is reported already.
    @Nullable ClassMachine machine = store(context).get(MACHINE, ClassMachine.class);
    if (machine == null || machine.owner() != context.getRequiredTestClass()) {
      return;
    }
    machine.close();
    machine.used().ifPresent(session -> Publication.of(session.record()).to(context));
    Optional<NoGuestError> failure = machine.failure();
    if (failure.isPresent()) {
      Publication.of(failure.get().record()).to(context);
      throw failure.get();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    var _ = visit(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    @Nullable MethodVisit visit = store(context).get(context.getUniqueId(), MethodVisit.class);
    if (visit != null) {
      visit.end(context.getExecutionException());
      visit.close();
      if (visit.own()) {
        Publication.of(visit.session().record()).to(context);
      }
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw reported(context, thrown);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw reported(context, thrown);
  }

  private static Throwable reported(ExtensionContext context, Throwable thrown) {
    @Nullable MethodVisit visit = store(context).get(context.getUniqueId(), MethodVisit.class);
    return visit == null ? thrown : visit.reported(thrown);
  }

  /** So that a constructor's parameters are of the method that is about to run. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext context) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return PARAMETERS.containsKey(type) || MEANT.containsKey(type.getName());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Function<MachineSession, Object> make = PARAMETERS.get(type);
    if (make == null) {
      throw wrongType(parameter.getParameter(), parameter.getDeclaringExecutable());
    }
    return make.apply(
        context.getTestMethod().isPresent() ? visit(context).session() : machine(context).shared());
  }

  private static ExtensionConfigurationException wrongType(Parameter parameter, Executable method) {
    String type = parameter.getType().getName();
    Class<?> meant = MEANT.get(type);
    return new ExtensionConfigurationException(
        "parameter %s of %s.%s is a %s, which is the engine's own and does not outlive a reboot. Use %s."
            .formatted(
                parameter.getName(),
                method.getDeclaringClass().getName(),
                method.getName(),
                type,
                meant == null ? Guest.class.getName() : meant.getName()));
  }

  private static MethodVisit visit(ExtensionContext context) {
    return store(context)
        .computeIfAbsent(context.getUniqueId(), _ -> newVisit(context), MethodVisit.class);
  }

  private static MethodVisit newVisit(ExtensionContext context) {
    ClassMachine machine = machine(context);
    boolean own = AnnotationSupport.isAnnotated(context.getTestMethod(), FreshMachine.class);
    String method = context.getRequiredTestMethod().getName();
    try {
      MachineSession session = own ? machine.fresh(method) : machine.shared();
      return MethodVisit.begin(session, name(method, context.getDisplayName()), own);
    } catch (NoGuestError e) {
      Publication.of(e.record()).to(context);
      throw e;
    }
  }

  /**
   * JUnit's own display name of a method is its signature; that of a repetition lacks the method.
   */
  private static String name(String method, String shown) {
    if (shown.startsWith(method + "(")) {
      return method;
    }
    boolean invocation = shown.startsWith("[") || shown.startsWith("repetition ");
    return invocation ? method + " " + shown : shown;
  }

  private static ClassMachine machine(ExtensionContext context) {
    @Nullable ClassMachine machine = store(context).get(MACHINE, ClassMachine.class);
    if (machine == null) {
      throw new ExtensionConfigurationException(
          "@FreshMachine in %s: the class has no image. Add e.g. @BootImage(\"bootwitness.yaml\") to it."
              .formatted(context.getRequiredTestClass().getName()));
    }
    return machine;
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
