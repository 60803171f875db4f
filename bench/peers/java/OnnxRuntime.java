import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** ONNX Runtime: the networks of W2 and W3, which export_onnx.py has written. */
final class OnnxRuntime {

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    if (!contender.workload.equals("W5")) {
      return;
    }
    predicting("W2 net", contender, contender.files[0], 30, 2);
    predicting("W3 net", contender, contender.files[1], 784, 10);
  }

  private static void predicting(
      String net, Contender contender, String file, int inputs, int classes) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(contender.threads);
    try (OrtSession session = environment.createSession(file, options)) {
      String input = session.getInputNames().iterator().next();
      float[][] x = new Contender.Rows(1000, inputs, classes).x;
      float[][] one = {x[0]};
      Contender.predicting(
          net,
          contender.seconds,
          () -> run(environment, session, input, one),
          () -> run(environment, session, input, x));
    }
  }

  private static void run(OrtEnvironment environment, OrtSession session, String input, float[][] x)
      throws Exception {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, x);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      if (((float[][]) result.get(0).getValue()).length != x.length) {
        throw new IllegalStateException("A prediction is missing.");
      }
    }
  }
}
