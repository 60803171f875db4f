/** Files into typed columns: CSV and idx, with schema inference and errors that name the line. */
module dev.chainrule.tables {
  requires transitive dev.chainrule.core;
  requires static transitive org.jspecify;
  requires de.siegmar.fastcsv;
  requires ch.randelshofer.fastdoubleparser;

  exports dev.chainrule.tables;
}
