package dev.chainrule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  /** A package imports only lower ranks; siblings never import each other. */
  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("tensor", 0),
          Map.entry("kernel", 0),
          Map.entry("file", 0),
          Map.entry("json", 0),
          Map.entry("text", 0),
          Map.entry("layer", 1),
          Map.entry("loss", 1),
          Map.entry("optimizer", 1),
          Map.entry("data", 1),
          Map.entry("metric", 1),
          Map.entry("decision", 1),
          Map.entry("network", 2),
          Map.entry("engine", 3),
          Map.entry("reference", 3),
          Map.entry("model", 4),
          Map.entry("training", 5),
          Map.entry("explain", 5));

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.chainrule");

  @Test
  void everyPackageHasARank() {
    assertThat(
            CORE.stream()
                .map(ArchitectureTest::packageOf)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet()))
        .isEqualTo(new TreeMap<>(RANKS).keySet());
  }

  @Test
  void packagesImportOnlyLowerRanks() {
    classes().should(importOnlyLowerRanks()).check(CORE);
  }

  @Test
  void onlyTheVectorKernelsKnowTheVectorApi() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Vector")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CORE);
  }

  @Test
  void coreNeedsNothingButTheJdk() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.chainrule..", "java..", "jdk.incubator.vector..", "org.jspecify..")
        .check(CORE);
  }

  @Test
  void nothingReflectsOrSerializesOrKeepsThreadLocals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ThreadLocal")
        .check(CORE);
  }

  private static ArchCondition<JavaClass> importOnlyLowerRanks() {
    return new ArchCondition<>("import only packages of lower rank") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
          String here = packageOf(from);
          String there = packageOf(dependency.getTargetClass());
          if (!there.isEmpty() && !here.equals(there) && rank(there) >= rank(here)) {
            events.add(SimpleConditionEvent.violated(from, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static int rank(String name) {
    return RANKS.getOrDefault(name, Integer.MAX_VALUE);
  }

  /** The package below dev.chainrule, or nothing for other classes. */
  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith("dev.chainrule.") ? name.substring("dev.chainrule.".length()) : "";
  }
}
