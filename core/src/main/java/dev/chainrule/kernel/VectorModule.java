package dev.chainrule.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.module.ModuleFinder;
import org.jspecify.annotations.Nullable;

/**
 * The module of the Vector API: there from the start of the JVM, or taken in when work deserves it.
 *
 * <p>A JVM that starts with an incubating module may not keep linked classes in its class cache, so
 * that a training of half a second would take one. Therefore the launcher starts without, and
 * exports to the class path the package by which the JDK itself takes in modules late, as it does
 * for agents: {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED}. Compiled code is as
 * fast either way.
 */
final class VectorModule {

  private static final String NAME = "jdk.incubator.vector";

  /** Gives a JVM the module from its start. */
  static final String FLAG = "--add-modules " + NAME;

  private VectorModule() {}

  /** Whether the module is there or can be had. */
  static boolean available() {
    return isThere() || Late.LOAD != null;
  }

  /**
   * Sees to it that the module is there; to take it in late costs some 30 ms.
   *
   * @throws IllegalStateException if it cannot be had
   */
  static void require() {
    if (!isThere()) {
      takeIn();
    }
  }

  private static synchronized void takeIn() {
    MethodHandle load = Late.LOAD;
    if (load == null) {
      throw new IllegalStateException(
          "The vector kernels need the module " + NAME + ": start java with " + FLAG + ".");
    }
    try {
      VectorModule.class.getModule().addReads((Module) load.invokeExact(NAME));
    } catch (Throwable failed) {
      throw new IllegalStateException(
          "The module " + NAME + " could not be loaded: start java with " + FLAG + ".", failed);
    }
  }

  private static boolean isThere() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }

  /** Looked for only where the module is not there. */
  private static final class Late {

    /** Takes in a module of the JDK by its name, once however often; null if there is no way. */
    static final @Nullable MethodHandle LOAD = find();

    private static @Nullable MethodHandle find() {
      try {
        return ModuleFinder.ofSystem().find(NAME).isEmpty()
            ? null
            : MethodHandles.lookup()
                .findStatic(
                    Class.forName("jdk.internal.module.Modules"),
                    "loadModule",
                    MethodType.methodType(Module.class, String.class));
      } catch (ReflectiveOperationException notExported) {
        return null;
      }
    }
  }
}
