package dev.chainrule.data;

import java.util.Locale;

/** What a network learns from a target column. */
public enum Task {
  /** Which of two labels. */
  BINARY("binary classification"),
  /** Which of three or more labels. */
  MULTICLASS("multiclass classification"),
  /** How much. */
  REGRESSION("regression");

  private final String label;

  Task(String label) {
    this.label = label;
  }

  /** The name for people, such as "binary classification". */
  public String label() {
    return label;
  }

  /** The name in files and machine-readable output: "binary", "multiclass" or "regression". */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of that {@link #jsonName()}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Task ofJsonName(String name) {
    for (Task task : values()) {
      if (task.jsonName().equals(name)) {
        return task;
      }
    }
    throw new IllegalArgumentException("A task is binary, multiclass or regression, got '" + name + "'.");
  }

  /** Whether classes are learnt. */
  public boolean isClassification() {
    return this != REGRESSION;
  }
}
