import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes the classes of jars so that the JVM starts with them sooner, and keeps all of it in its
 * class cache: {@code java bin/ReadyClasses.java FILE.jar…}, all jars of the class path.
 *
 * <ul>
 *   <li>Classes that were compiled for Java 5 or earlier get the stack maps of later ones. Without,
 *       the JVM keeps them out of the cache and checks them the slow way at every start.
 *   <li>A switch over types and the {@code equals} of a record are linked at run time, when they are
 *       first met: the JVM makes a class, or a chain of method handles, for each, which it cannot
 *       keep. Here they become methods of the class: comparisons, one after the other.
 * </ul>
 */
void main(String... arguments) throws IOException {
  List<Path> jars = Stream.of(arguments).map(Path::of).toList();
  URL[] places = new URL[jars.size()];
  for (int i = 0; i < places.length; i++) {
    places[i] = jars.get(i).toUri().toURL();
  }
  try (URLClassLoader loader = new URLClassLoader(places)) {
    ClassFile format =
        ClassFile.of(
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)),
            ConstantPoolSharingOption.NEW_POOL,
            StackMapsOption.GENERATE_STACK_MAPS);
    for (Path jar : jars) {
      makeReady(jar, format);
    }
  }
}

void makeReady(Path jar, ClassFile format) throws IOException {
  try (FileSystem files = FileSystems.newFileSystem(jar);
      Stream<Path> paths = Files.walk(files.getPath("/"))) {
    for (Path path : paths.filter(path -> path.toString().endsWith(".class")).toList()) {
      ClassModel model = format.parse(Files.readAllBytes(path));
      if (model.majorVersion() < ClassFile.JAVA_6_VERSION) {
        Files.write(path, format.transformClass(model, modern()));
      } else if (calls(model).anyMatch(this::isReplaced)) {
        Files.write(path, format.transformClass(model, linked(model)));
      }
    }
  }
}

ClassTransform modern() {
  return ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
      .andThen((builder, part) -> {
        if (part instanceof ClassFileVersion) {
          builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
        } else {
          builder.with(part);
        }
      });
}

/** The calls of a class that are linked at run time. */
Stream<InvokeDynamicInstruction> calls(ClassModel model) {
  return model.methods().stream()
      .flatMap(method -> method.code().stream())
      .flatMap(code -> code.elementStream())
      .filter(InvokeDynamicInstruction.class::isInstance)
      .map(InvokeDynamicInstruction.class::cast);
}

boolean isReplaced(InvokeDynamicInstruction call) {
  return isTypeSwitch(call) || isRecordEquals(call);
}

boolean isTypeSwitch(InvokeDynamicInstruction call) {
  return isLinkedBy("SwitchBootstraps", "typeSwitch", call)
      && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
}

boolean isRecordEquals(InvokeDynamicInstruction call) {
  return isLinkedBy("ObjectMethods", "bootstrap", call) && call.name().equalsString("equals");
}

boolean isLinkedBy(String owner, String method, InvokeDynamicInstruction call) {
  DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
  return bootstrap.owner().equals(ClassDesc.of("java.lang.runtime", owner))
      && bootstrap.methodName().equals(method);
}

/** Calls methods of the class instead, which it gets at its end. */
ClassTransform linked(ClassModel model) {
  ClassDesc self = model.thisClass().asSymbol();
  boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
  List<InvokeDynamicInstruction> replaced = new ArrayList<>();
  return ClassTransform.transformingMethodBodies((code, part) -> {
        if (part instanceof InvokeDynamicInstruction call && isReplaced(call)) {
          code.invokestatic(self, "linked$" + replaced.size(), call.typeSymbol(), isInterface);
          replaced.add(call);
        } else {
          code.with(part);
        }
      })
      .andThen(
          ClassTransform.endHandler(builder -> {
            for (int i = 0; i < replaced.size(); i++) {
              InvokeDynamicInstruction call = replaced.get(i);
              builder.withMethodBody(
                  "linked$" + i,
                  call.typeSymbol(),
                  ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                  code -> {
                    if (isTypeSwitch(call)) {
                      typeSwitch(call.bootstrapArgs(), code);
                    } else {
                      recordEquals(self, call.bootstrapArgs(), code);
                    }
                  });
            }
          }));
}

/** (value, from) → the first type from that index on which the value has; −1 for null. */
void typeSwitch(List<ConstantDesc> types, CodeBuilder code) {
  code.aload(0);
  code.ifThen(Opcode.IFNULL, isNull -> isNull.iconst_m1().ireturn());
  for (int i = 0; i < types.size(); i++) {
    Label next = code.newLabel();
    code.iload(1).loadConstant(i).if_icmpgt(next);
    code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
    code.loadConstant(i).ireturn();
    code.labelBinding(next);
  }
  code.loadConstant(types.size()).ireturn();
}

/**
 * (record, object) → whether the object is a record of this type with equal components.
 *
 * @param arguments the type, the names of its components, and what reads each of them
 */
void recordEquals(ClassDesc self, List<ConstantDesc> arguments, CodeBuilder code) {
  Label different = code.newLabel();
  code.aload(1).instanceOf(self).ifeq(different);
  for (ConstantDesc argument : arguments.subList(2, arguments.size())) {
    DirectMethodHandleDesc field = (DirectMethodHandleDesc) argument;
    ClassDesc type = field.invocationType().returnType();
    code.aload(0).getfield(self, field.methodName(), type);
    code.aload(1).checkcast(self).getfield(self, field.methodName(), type);
    if (type.isPrimitive()) {
      code.invokestatic(wrapper(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type));
      code.ifne(different);
    } else {
      code.invokestatic(
          ClassDesc.of("java.util.Objects"),
          "equals",
          MethodTypeDesc.of(
              ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object));
      code.ifeq(different);
    }
  }
  code.iconst_1().ireturn();
  code.labelBinding(different);
  code.iconst_0().ireturn();
}

ClassDesc wrapper(ClassDesc primitive) {
  return switch (TypeKind.from(primitive)) {
    case BOOLEAN -> ConstantDescs.CD_Boolean;
    case BYTE -> ConstantDescs.CD_Byte;
    case CHAR -> ConstantDescs.CD_Character;
    case SHORT -> ConstantDescs.CD_Short;
    case INT -> ConstantDescs.CD_Integer;
    case LONG -> ConstantDescs.CD_Long;
    case FLOAT -> ConstantDescs.CD_Float;
    case DOUBLE -> ConstantDescs.CD_Double;
    case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
  };
}
