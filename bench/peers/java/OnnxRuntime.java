import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
      // Tensors that are there already, over memory that needs no copying.
      try (OnnxTensor one = tensor(environment, new float[][] {x[0]});
          OnnxTensor all = tensor(environment, x)) {
        Contender.predicting(
            net, contender.seconds, () -> run(session, input, one), () -> run(session, input, all));
      }
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, float[][] x) throws Exception {
    FloatBuffer values =
        ByteBuffer.allocateDirect(4 * x.length * x[0].length)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (float[] row : x) {
      values.put(row);
    }
    return OnnxTensor.createTensor(
        environment, values.flip(), new long[] {x.length, x[0].length});
  }

  private static void run(OrtSession session, String input, OnnxTensor x) throws Exception {
    try (OrtSession.Result result = session.run(Map.of(input, x))) {
      if (((OnnxTensor) result.get(0)).getFloatBuffer().remaining() == 0) {
        throw new IllegalStateException("A prediction is missing.");
      }
    }
  }
}
