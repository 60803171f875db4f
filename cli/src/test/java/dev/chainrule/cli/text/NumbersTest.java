package dev.chainrule.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.06123, 0.0612",
    "1234.5, 1230",
    "18, 18",
    "-2.5, -2.5",
    "2.5e-7, 2.5e-7",
    "1e12, 1e12",
    "-1.234e-10, -1.23e-10",
    "NaN, n/a",
    "0.9999, 1",
    "1.2e9, 1.2e9"
  })
  void threeSignificantDigits(double value, String text) {
    assertThat(Numbers.significant(value, 3)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2.8, 2.80",
    "18, 18.0",
    "0.5, 0.500",
    "123.4, 123",
    "0.99999, 1.00",
    "9.999, 10.0",
    "1e-7, 1e-7"
  })
  void threeDigitsWithZerosKept(double value, String text) {
    assertThat(Numbers.precise(value, 3)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.98551, 98.6 %", "1, 100 %", "0, 0 %", "0.99999, 100.0 %", "NaN, n/a"})
  void percentages(double share, String text) {
    assertThat(Numbers.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.084, 84 ms",
    "0.9999, 1.0 s",
    "3.21, 3.2 s",
    "59.99, 1 min 0 s",
    "250, 4 min 10 s",
    "7530, 2 h 5 min"
  })
  void durations(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "logLoss, log loss",
    "r2, R²",
    "rmse, RMSE",
    "balancedAccuracy, balanced accuracy",
    "rocAuc, ROC AUC",
    "microF1, micro F1",
    "f1, F1",
    "brierScore, Brier score",
    "cohensKappa, Cohen’s kappa",
    "maxError, max error"
  })
  void metricsHaveNamesForPeople(String metric, String title) {
    assertThat(MetricNames.title(metric)).isEqualTo(title);
  }
}
