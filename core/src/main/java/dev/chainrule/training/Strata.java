package dev.chainrule.training;

import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;

/** The classes of a target, of which each part of a table is to have its share. */
final class Strata {

  private Strata() {}

  /** The class index of each row; all rows are of one class where there are none. */
  static int[] of(Table table, Schema schema) {
    int[] all = table.allRows();
    Preparation preparation = Preparation.fit(table, schema, all);
    return switch (preparation.target()) {
      case TargetEncoding.Classes _ -> preparation.classIndices(table, all);
      case TargetEncoding.Amount _,
          TargetEncoding.Quantiles _,
          TargetEncoding.Count _,
          TargetEncoding.Several _ ->
          new int[all.length];
    };
  }
}
