package dev.chainrule.cli.explain;

import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML text as a JSON value, and the line of every part of it. JSON is YAML, too. */
final class YamlTree {

  /** A text is no YAML, or says more than JSON can. */
  static final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** From 1; 0 if it is not known. */
    private final int line;

    Malformed(Optional<Mark> place, String problem) {
      super(problem);
      line = place.map(mark -> mark.getLine() + 1).orElse(0);
    }

    int line() {
      return line;
    }
  }

  private static final int MOST_CHARACTERS = 200_000_000;
  private static final int DEEPEST = 64;
  private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[]+)");

  private final Node root;

  private YamlTree(Node root) {
    this.root = root;
  }

  static YamlTree of(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      return new YamlTree(
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new Malformed(Optional.empty(), "the file is empty")));
    } catch (MarkedYamlEngineException wrong) {
      String problem = wrong.getProblem().strip();
      throw new Malformed(wrong.getProblemMark().or(wrong::getContextMark), problem);
    } catch (YamlEngineException wrong) {
      throw new Malformed(Optional.empty(), String.valueOf(wrong.getMessage()).strip());
    }
  }

  /** The whole text as a value. */
  Json json() {
    return json(root, 0);
  }

  private static Json json(Node node, int depth) {
    if (depth > DEEPEST) {
      throw new Malformed(
          node.getStartMark(), "expected at most " + DEEPEST + " levels, one inside the other");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, depth);
      case SequenceNode list -> {
        List<Json> values = new ArrayList<>(list.getValue().size());
        list.getValue().forEach(value -> values.add(json(value, depth + 1)));
        yield Json.array(values);
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new Malformed(node.getStartMark(), "expected a value");
    };
  }

  private static Json object(MappingNode mapping, int depth) {
    Json.Members members = Json.object();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple);
      if (members.values().containsKey(key)) {
        throw new Malformed(tuple.getKeyNode().getStartMark(), "the key " + key + " stands twice");
      }
      members = members.with(key, json(tuple.getValueNode(), depth + 1));
    }
    return members;
  }

  private static String key(NodeTuple tuple) {
    if (tuple.getKeyNode() instanceof ScalarNode key) {
      return key.getValue();
    }
    throw new Malformed(tuple.getKeyNode().getStartMark(), "a key must be a word");
  }

  private static Json scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return new Json.Null();
    }
    if (tag.equals(Tag.BOOL)) {
      return Json.of(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text);
    }
    return Json.of(text);
  }

  /** A number as it is written, where JSON writes numbers like that; what is none stays text. */
  private static Json number(String text) {
    String unsigned = text.startsWith("+") ? text.substring(1) : text;
    try {
      return new Json.Numeral(unsigned);
    } catch (JsonException otherwiseWritten) {
      try {
        return new Json.Numeral(new BigDecimal(unsigned).toString());
      } catch (NumberFormatException | JsonException noNumber) {
        return Json.of(text);
      }
    }
  }

  /**
   * The line, from 1, where the value of that path stands; the nearest around it where it does not
   * exist, and none for the text as a whole.
   */
  Optional<Integer> line(String path) {
    Optional<Mark> mark = Optional.empty();
    Node at = root;
    Matcher steps = STEP.matcher(path);
    while (steps.find()) {
      if (steps.group(1) != null
          && at instanceof SequenceNode list
          && Integer.parseInt(steps.group(1)) < list.getValue().size()) {
        at = list.getValue().get(Integer.parseInt(steps.group(1)));
        mark = at.getStartMark();
      } else if (steps.group(2) != null && at instanceof MappingNode mapping) {
        String name = steps.group(2);
        Optional<NodeTuple> member =
            mapping.getValue().stream().filter(tuple -> key(tuple).equals(name)).findFirst();
        if (member.isEmpty()) {
          break;
        }
        at = member.get().getValueNode();
        mark = member.get().getKeyNode().getStartMark();
      } else {
        break;
      }
    }
    return mark.map(place -> place.getLine() + 1);
  }
}
