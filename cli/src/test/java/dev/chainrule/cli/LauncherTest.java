package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that starts the command line, beside a build that is made of the classes under test.
 */
@DisabledOnOs(OS.WINDOWS) // which has no such shell
class LauncherTest {

  @TempDir private static Path root;

  @BeforeAll
  static void pretendABuild() throws IOException {
    Path builds = Files.createDirectories(root.resolve("cli/target/launcher"));
    Files.writeString(builds.resolve("current"), "app-1\n");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
    Path jar = Files.createDirectory(builds.resolve("app-1")).resolve("chainrule.jar");
    try (OutputStream stream = Files.newOutputStream(jar)) {
      new JarOutputStream(stream, manifest).close();
    }
    Files.createDirectory(root.resolve("bin"));
    for (String script : List.of("chainrule", "bin/find-jdk.sh")) {
      Files.copy(Path.of("..").resolve(script), root.resolve(script));
    }
  }

  @Test
  void tellsOfVectorKernelsThatItDoesNotStartWith() {
    CommandLineRun run = launch("", "--version");

    assertThat(run.out()).containsPattern("kernels: vector-\\d+\n$");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void largeTrainingsTakeInTheVectorKernelsAndComeToTheSameBits() {
    CommandLineRun small = launch("", training());
    CommandLineRun large = launch("-Dchainrule.kernel=vector", training());

    assertThat(small.json().member("kernel").text()).isEqualTo("scalar");
    assertThat(large.json().member("kernel").text()).startsWith("vector-");
    assertThat(large.json().member("parametersSha256"))
        .extracting(hash -> hash.text())
        .isEqualTo(small.json().member("parametersSha256").text());
    assertThat(List.of(small.err(), large.err())).containsOnly("");
  }

  @Test
  void aJvmOfTheUsersThatHasTheVectorKernelsFromItsStartKeepsThem() {
    CommandLineRun run =
        launch("--add-modules=jdk.incubator.vector -Dchainrule.kernel=vector", training());

    assertThat(run.json().member("kernel").text()).startsWith("vector-");
  }

  @Test
  void tellsJavaThatNoTerminalStandsBehindTheStreams() throws IOException {
    Path home = root.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    for (String tool : List.of("java", "javac")) {
      Path script =
          Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\necho \"$@\"\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    assertThat(launchIn(home.toString(), "", "--version").out())
        .contains("-D" + Terminal.PROPERTY + "1=false ", "-D" + Terminal.PROPERTY + "2=false ");
  }

  @Test
  void aWrongCommandLineEndsWithTwo() {
    assertThat(launch("", "train", "--no-such-option").code()).isEqualTo(2);
  }

  private static Object[] training() {
    Path model = root.resolve("m.safetensors");
    return new Object[] {
      "train", data("iris.csv").toAbsolutePath(), "--epochs", 3, "--json", "--out", model
    };
  }

  private static CommandLineRun launch(String options, Object... arguments) {
    return launchIn(System.getProperty("java.home"), options, arguments);
  }

  private static CommandLineRun launchIn(String javaHome, String options, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", root.resolve("chainrule").toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder launcher = new ProcessBuilder(command);
    launcher.environment().put("JAVA_HOME", javaHome);
    launcher.environment().put("CHAINRULE_JAVA_OPTS", options);
    return CommandLineRun.of(launcher);
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }
}
