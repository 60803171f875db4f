package dev.chainrule.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs trainings at the same time, each on one thread. Which of them run together does not change
 * any result.
 */
final class SideBySide {

  private SideBySide() {}

  /**
   * Runs all pieces of work, so many at a time, and gives their results in the order of the pieces.
   * If one fails, those that have not begun are left out, and its failure is thrown.
   */
  static <T> List<T> run(int atATime, List<? extends Callable<T>> pieces) {
    int threads = Math.max(1, Math.min(atATime, pieces.size()));
    try (ExecutorService executor = Executors.newFixedThreadPool(threads, SideBySide::thread)) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> piece : pieces) {
        futures.add(executor.submit(piece));
      }
      List<T> results = new ArrayList<>();
      try {
        for (Future<T> future : futures) {
          results.add(future.get());
        }
      } catch (ExecutionException failed) {
        futures.forEach(future -> future.cancel(false));
        throw rethrown(failed);
      } catch (InterruptedException interrupted) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while trainings ran.", interrupted);
      }
      return results;
    }
  }

  /**
   * {@link #run(int, List)} for pieces that come to nothing once a stop is requested, which are
   * left out.
   *
   * @param done hears of each result when it is there, one at a time, in any order
   */
  static <T> List<T> run(
      int atATime, List<? extends Callable<Optional<T>>> pieces, Consumer<T> done) {
    Object oneAtATime = new Object();
    List<Callable<Optional<T>>> told = new ArrayList<>();
    for (Callable<Optional<T>> piece : pieces) {
      told.add(() -> {
        Optional<T> result = piece.call();
        synchronized (oneAtATime) {
          result.ifPresent(done);
        }
        return result;
      });
    }
    return run(atATime, told).stream().flatMap(Optional::stream).toList();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "chainrule-training");
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(failed);
  }
}
