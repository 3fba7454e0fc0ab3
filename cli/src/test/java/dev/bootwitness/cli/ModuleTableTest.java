package dev.bootwitness.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module table of ARCHITECTURE.md, and what holds for every class of the product. */
class ModuleTableTest {

  private static final String ROOT = "dev.bootwitness";

  private static final ModuleTable TABLE = ModuleTable.ofArchitecture();

  /** Fewer would mean that a module's classes were not found and its rules hold of nothing. */
  private static final int FEWEST_CLASSES = 4;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static Stream<String> modules() {
    return TABLE.rows().stream().map(ModuleTable.Row::module);
  }

  private static String packages(String module) {
    return ROOT + "." + module + "..";
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theClassesOfEveryModuleWereFound(String module) {
    assertThat(CLASSES.that(resideInAPackage(packages(module))))
        .hasSizeGreaterThanOrEqualTo(FEWEST_CLASSES);
  }

  @Test
  void everyClassBelongsToAModuleOfTheTable() {
    Set<String> modules =
        CLASSES.stream()
            .map(c -> c.getPackageName().substring(ROOT.length() + 1).split("\\.", 2)[0])
            .collect(toSet());

    assertThat(modules).isEqualTo(TABLE.modules());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyThoseTheTableAllows(String module) {
    String[] forbidden =
        modules()
            .filter(other -> !other.equals(module) && !TABLE.of(module).uses().contains(other))
            .map(ModuleTableTest::packages)
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that(resideInAPackage(packages(module)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(forbidden))
          .check(CLASSES);
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void othersUseAModuleByItsDoorsOnly(String module) {
    String root = ROOT + "." + module;
    Set<String> open =
        TABLE.of(module).doors().stream().map(door -> root + "." + door).collect(toSet());
    noClasses()
        .that(resideOutsideOfPackage(packages(module)))
        .should()
        .dependOnClassesThat(
            resideInAPackage(packages(module))
                .and(
                    DescribedPredicate.describe(
                        "are behind no door of the table",
                        target ->
                            !target.getPackageName().equals(root)
                                && !open.contains(target.getPackageName()))))
        .check(CLASSES);
  }

  /** A newcomer who reads a name knows which class is meant. */
  @Test
  void noSimpleNameStandsTwice() {
    Map<String, List<String>> names =
        CLASSES.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));

    assertThat(names.values()).allSatisfy(same -> assertThat(same).hasSize(1));
  }

  /** Also between a module's own packages, its first one included. */
  @Test
  void noPackagesMakeACircle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** The packages of programs: the product's command line, and that of the images' provisioner. */
  private static DescribedPredicate<JavaClass> programs() {
    return resideInAnyPackage(packages("cli"), packages("prenixos.program"));
  }

  @Test
  void onlyACommandLinePrints() {
    JavaClasses silent = CLASSES.that(DescribedPredicate.not(programs()));

    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(silent);
  }

  @Test
  void nobodyThrowsAnExceptionThatNamesNothing() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
  }

  /** It pins a virtual thread's lock to an object anybody can lock, and cannot be interrupted. */
  @Test
  void noMethodIsSynchronized() {
    methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(CLASSES);
  }

  @Test
  void onlyACommandLineEndsTheProgram() {
    noClasses()
        .that(DescribedPredicate.not(programs()))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }
}
