package dev.chainrule.cli;

import static dev.chainrule.cli.CommandLineRun.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.network.Network;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher makes of the classes before it starts with them. */
class ReadyClassesTest {

  @TempDir private Path folder;

  @Test
  void nothingIsLeftToLinkAndATrainingComesToTheSameBits() throws Exception {
    Path jar = jarOfCore();
    assertThat(linkedAtRunTime(jar)).contains("typeSwitch", "equals");

    Process ready =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "../bin/ReadyClasses.java",
                jar.toString())
            .redirectErrorStream(true)
            .start();

    String told = new String(ready.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ready.waitFor()).as(told).isZero();
    assertThat(linkedAtRunTime(jar)).doesNotContain("typeSwitch", "equals");
    Object[] line = {"train", data("titanic.csv"), "--json", "--out", folder.resolve("out")};
    assertThat(with(jar, line).member("parametersSha256"))
        .isEqualTo(CommandLineRun.of(line).json().member("parametersSha256"));
  }

  /** The classes of the library, wherever the tests have them from. */
  private Path jarOfCore() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = folder.resolve("core.jar");
    if (Files.isRegularFile(classes)) {
      return Files.copy(classes, jar);
    }
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"));
        Stream<Path> paths = Files.walk(classes)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path inside = files.getPath("/").resolve(classes.relativize(path).toString());
        Files.createDirectories(inside.getParent());
        Files.copy(path, inside);
      }
    }
    return jar;
  }

  /** The names of the calls in a jar that the JVM links when they are first met. */
  private static Set<String> linkedAtRunTime(Path jar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (FileSystem files = FileSystems.newFileSystem(jar);
        Stream<Path> paths = Files.walk(files.getPath("/"))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(Files.readAllBytes(path));
        model.methods().stream()
            .flatMap(method -> method.code().stream())
            .flatMap(code -> code.elementStream())
            .filter(InvokeDynamicInstruction.class::isInstance)
            .map(InvokeDynamicInstruction.class::cast)
            .filter(call -> !isOfValues(call))
            .map(call -> call.name().stringValue())
            .forEach(names::add);
      }
    }
    return names;
  }

  /** Whether a switch has cases that are texts or constants, beside types or instead. */
  private static boolean isOfValues(InvokeDynamicInstruction call) {
    return call.name().equalsString("typeSwitch")
        && !call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  /** What a command line says in a JVM that has this jar in front of the class path. */
  private Located with(Path jar, Object... line) throws Exception {
    ProcessBuilder process = CommandLineRun.java(List.of(), line);
    List<String> command = process.command();
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, jar + File.pathSeparator + command.get(classPath));
    Path out = folder.resolve("out.json");
    int code =
        process.redirectOutput(out.toFile()).redirectError(Redirect.DISCARD).start().waitFor();
    assertThat(code).isZero();
    return new Located("output", Json.parse(Files.readString(out)));
  }
}
