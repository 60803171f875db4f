/**
 * Feed-forward neural networks: description, two interpreters, training, metrics and explanation.
 */
@SuppressWarnings("module") // the modules named behind "to" are built later
module dev.chainrule.core {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports dev.chainrule.tensor;
  exports dev.chainrule.layer;
  exports dev.chainrule.loss;
  exports dev.chainrule.optimizer;
  exports dev.chainrule.data;
  exports dev.chainrule.metric;
  exports dev.chainrule.decision;
  exports dev.chainrule.network;
  exports dev.chainrule.engine;
  exports dev.chainrule.reference;
  exports dev.chainrule.model;
  exports dev.chainrule.training;
  exports dev.chainrule.explain;
  exports dev.chainrule.file to
      dev.chainrule.cli,
      dev.chainrule.tables;
  exports dev.chainrule.json to
      dev.chainrule.cli,
      dev.chainrule.tables;
  exports dev.chainrule.text to
      dev.chainrule.cli,
      dev.chainrule.tables;
}
