package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** JVMs with narrower vectors, or none, stand for other machines: all give the same bits. */
class KernelsOnOtherMachinesTest {

  /** Compile after few calls, and wait for it: a short run then goes through the compiled loops. */
  private static final List<String> COMPILE_SOON =
      List.of(
          "-Xbatch",
          "-XX:Tier3DelayOn=1000",
          "-XX:Tier4InvocationThreshold=60",
          "-XX:Tier4MinInvocationThreshold=30",
          "-XX:Tier4CompileThreshold=120",
          "-XX:Tier4BackEdgeThreshold=1000");

  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  private final String expected = KernelFingerprint.of(new ScalarKernels());

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
  void everyVectorWidthGivesTheBitsOfTheSpecification() throws Exception {
    List<Child> children = new ArrayList<>();
    for (int level = 1; level <= 3; level++) {
      List<String> options = new ArrayList<>(COMPILE_SOON);
      options.addAll(List.of(VECTORS, "-XX:UseAVX=" + level));
      children.add(start(8, options));
    }
    assertThat(children.getFirst().output()).isEqualTo("vector-128 " + expected);
    for (Child child : children.subList(1, 3)) {
      assertThat(child.output()).matches("vector-(128|256|512) " + expected);
    }
  }

  @Test
  void withoutTheVectorModuleThePlainLoopsRun() throws Exception {
    assertThat(start(1, List.of()).output()).isEqualTo("scalar " + expected);
  }

  @Test
  void aJvmThatMayTakesInTheVectorModuleWhenItIsNeeded() throws Exception {
    List<String> options = new ArrayList<>(COMPILE_SOON);
    options.addAll(List.of("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"));
    assertThat(start(8, options).output()).matches("vector-(128|256|512) " + expected);
  }

  @Test
  void thePropertyForcesPlainLoops() throws Exception {
    assertThat(start(1, List.of(VECTORS, "-Dchainrule.kernel=scalar")).output())
        .isEqualTo("scalar " + expected);
  }

  @Test
  void forcingVectorsWithoutTheModuleEndsWithTheFlagToAdd() throws Exception {
    assertThat(start(1, List.of("-Dchainrule.kernel=vector")).output())
        .contains("IllegalStateException")
        .contains("--add-modules jdk.incubator.vector");
  }

  /**
   * The JVM remembers for the whole process which vectors went through a method; the kernels must
   * not spoil each other's compilation by it.
   */
  @Test
  void compiledLoopsKeepTheirVectorsInRegisters() throws Exception {
    assertThat(start(KernelObjects.class, List.of(), List.of(VECTORS)).output())
        .matches("vector-(128|256|512) 0");
  }

  private record Child(Process process) {
    String output() throws IOException, InterruptedException {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return text.lines()
          .filter(line -> !line.startsWith("WARNING"))
          .reduce("", (a, b) -> a + b + "\n")
          .strip();
    }
  }

  private static Child start(int repetitions, List<String> options) throws IOException {
    return start(KernelFingerprint.class, List.of(Integer.toString(repetitions)), options);
  }

  private static Child start(Class<?> program, List<String> arguments, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(arguments);
    return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
  }
}
