import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Gives the classes of a jar that were compiled for Java 5 or earlier the stack maps of later ones:
 * {@code java bin/ModernClasses.java FILE.jar}. Without, the JVM keeps them out of its class cache
 * and checks them the slow way at every start. Their instructions stay as they are.
 */
void main(String... arguments) throws IOException {
  Path jar = Path.of(arguments[0]);
  try (FileSystem files = FileSystems.newFileSystem(jar);
      URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
      Stream<Path> paths = Files.walk(files.getPath("/"))) {
    ClassFile format =
        ClassFile.of(
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)),
            ConstantPoolSharingOption.NEW_POOL,
            StackMapsOption.GENERATE_STACK_MAPS);
    ClassTransform modern =
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen((builder, part) -> {
              if (part instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
              } else {
                builder.with(part);
              }
            });
    for (Path path : paths.filter(path -> path.toString().endsWith(".class")).toList()) {
      ClassModel model = format.parse(Files.readAllBytes(path));
      if (model.majorVersion() < ClassFile.JAVA_6_VERSION) {
        Files.write(path, format.transformClass(model, modern));
      }
    }
  }
}
