package dev.chainrule.training;

import dev.chainrule.training.Halving.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where trials wait for each other: who comes to a rung stays until all have come that are still in
 * the race, and is told then whether it goes on. Who comes when does not matter.
 */
final class Rungs {

  private static final long LOOK_FOR_STOP_MILLIS = 100;

  /** How a trial stands; the lower of two is the better. */
  record Standing(int trial, double badness, double loss) implements Comparable<Standing> {

    private static final Comparator<Standing> ORDER =
        Comparator.comparingDouble(Standing::badness)
            .thenComparingDouble(Standing::loss)
            .thenComparingInt(Standing::trial);

    @Override
    public int compareTo(Standing other) {
      return ORDER.compare(this, other);
    }
  }

  private final List<Rung> rungs;
  private final Set<Integer> racing = new HashSet<>();
  private final @Nullable Standing[] finals;
  private final List<List<Standing>> arrived = new ArrayList<>();
  private int decided;

  Rungs(List<Rung> rungs, int trials) {
    this.rungs = rungs;
    finals = new Standing[trials];
    for (int trial = 0; trial < trials; trial++) {
      racing.add(trial);
    }
    rungs.forEach(_ -> arrived.add(new ArrayList<>()));
  }

  /** Whether trials wait after so many epochs, and on which rung; −1 if not. */
  int at(int epochs) {
    for (int rung = 0; rung < rungs.size(); rung++) {
      if (rungs.get(rung).epochs() == epochs) {
        return rung;
      }
    }
    return -1;
  }

  /** Waits on a rung; whether the trial goes on. A request to stop ends the waiting. */
  synchronized boolean goesOn(int rung, Standing standing, BooleanSupplier stopRequested) {
    arrived.get(rung).add(standing);
    decideWhatCanBe();
    while (decided <= rung && !stopRequested.getAsBoolean()) {
      try {
        wait(LOOK_FOR_STOP_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return decided > rung && racing.contains(standing.trial());
  }

  /** A trial is over: with a last standing if it still competes, without one if it failed. */
  synchronized void over(int trial, @Nullable Standing last) {
    if (racing.contains(trial)) {
      finals[trial] = last;
      if (last == null) {
        racing.remove(trial);
      }
      decideWhatCanBe();
    }
  }

  private void decideWhatCanBe() {
    while (decided < rungs.size() && everyoneIsThere()) {
      List<Standing> standings = new ArrayList<>(arrived.get(decided));
      standings.removeIf(standing -> !racing.contains(standing.trial()));
      for (int trial : racing) {
        Standing last = finals[trial];
        if (last != null && standings.stream().noneMatch(there -> there.trial() == trial)) {
          standings.add(last);
        }
      }
      standings.sort(null);
      int survivors = Math.min(Math.max(1, rungs.get(decided).survivors()), standings.size());
      standings
          .subList(survivors, standings.size())
          .forEach(standing -> racing.remove(standing.trial()));
      decided++;
      notifyAll();
    }
  }

  private boolean everyoneIsThere() {
    return racing.stream()
        .allMatch(trial ->
            finals[trial] != null
                || arrived.get(decided).stream().anyMatch(there -> there.trial() == trial));
  }
}
