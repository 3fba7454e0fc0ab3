package dev.bootwitness.report.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A task queue as CommonMark sees it: which lines belong to which task. A heading in a code block
 * does not count, and neither does a marker inside a guest's words.
 *
 * @param text of the whole file, see {@link Bytes}
 * @param active the section Active Tasks
 * @param completed the section Recently Completed
 * @param doubled headings with these names that occur more than once
 */
record QueueText(
    String text,
    List<String> lines,
    Optional<Section> active,
    Optional<Section> completed,
    List<String> doubled) {

  static final String ACTIVE = "Active Tasks";
  static final String COMPLETED = "Recently Completed";

  private static final Parser PARSER =
      Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();

  static QueueText of(String text) {
    List<String> lines = Lines.of(text);
    List<Node> blocks = new ArrayList<>();
    for (Node node = PARSER.parse(withoutMark(text)).getFirstChild();
        node != null;
        node = node.getNext()) {
      blocks.add(node);
    }
    List<String> doubled = new ArrayList<>();
    return new QueueText(
        text,
        lines,
        section(ACTIVE, blocks, lines, doubled),
        section(COMPLETED, blocks, lines, doubled),
        List.copyOf(doubled));
  }

  /**
   * After the byte order mark with which some editors begin a file, a heading is not recognised.
   */
  private static String withoutMark(String text) {
    return text.startsWith(Bytes.BYTE_ORDER_MARK)
        ? " ".repeat(Bytes.BYTE_ORDER_MARK.length())
            + text.substring(Bytes.BYTE_ORDER_MARK.length())
        : text;
  }

  List<QueueTask> activeTasks() {
    return active.map(Section::tasks).orElse(List.of());
  }

  List<QueueTask> completedTasks() {
    return completed.map(Section::tasks).orElse(List.of());
  }

  /** The lines of a task as they are in the file. */
  String block(QueueTask task) {
    return String.join("", lines.subList(task.first(), task.end()));
  }

  private static Optional<Section> section(
      String name, List<Node> blocks, List<String> lines, List<String> doubled) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i) instanceof Heading heading && isNamed(heading, name)) {
        found.add(i);
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() > 1) {
      doubled.add(name);
    }
    return Optional.of(section(found.getFirst(), blocks, lines));
  }

  private static boolean isNamed(Heading heading, String name) {
    return words(heading).strip().equalsIgnoreCase(name);
  }

  /** A section ends at the next heading of its rank, or at the other section's of any rank. */
  private static boolean ends(Heading section, Heading next) {
    return next.getLevel() <= section.getLevel()
        || isNamed(next, ACTIVE)
        || isNamed(next, COMPLETED);
  }

  private static Section section(int at, List<Node> blocks, List<String> lines) {
    Heading heading = (Heading) blocks.get(at);
    List<QueueTask> tasks = new ArrayList<>();
    int end = lines.size();
    int listEnd = -1;
    for (Node node : blocks.subList(at + 1, blocks.size())) {
      if (node instanceof Heading next && ends(heading, next)) {
        end = firstLine(next);
        break;
      }
      listEnd = -1;
      if (node instanceof OrderedList || node instanceof BulletList) {
        items(node, lines, tasks);
        listEnd = tasks.getLast().end();
      }
    }
    return new Section(firstLine(heading), lastLine(heading) + 1, end, tasks, listEnd);
  }

  private static void items(Node list, List<String> lines, List<QueueTask> tasks) {
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof ListItem item) {
        tasks.add(task(item, lines));
      }
    }
  }

  private static QueueTask task(ListItem item, List<String> lines) {
    Markers markers = new Markers();
    item.accept(markers);
    String title = item.getFirstChild() instanceof Paragraph p ? words(p) : "";
    int first = firstLine(item);
    int end = lastLine(item) + 1;
    while (end > first + 1 && lines.get(end - 1).isBlank()) {
      end--;
    }
    return new QueueTask(
        ListMark.of(lines.get(first)),
        Bytes.shown(title.strip()),
        Optional.ofNullable(markers.task),
        markers.damaged,
        first,
        end,
        markers.seenLine,
        markers.doneLine);
  }

  /** The first line's words, without comments and marks. */
  private static String words(Block block) {
    StringBuilder words = new StringBuilder();
    block.accept(
        new AbstractVisitor() {
          private boolean over;

          @Override
          public void visit(Text text) {
            words.append(over ? "" : text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(over ? "" : code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak end) {
            over = true;
          }

          @Override
          public void visit(HardLineBreak end) {
            over = true;
          }
        });
    return words.toString();
  }

  private static int firstLine(Node block) {
    return block.getSourceSpans().getFirst().getLineIndex();
  }

  private static int lastLine(Node block) {
    return block.getSourceSpans().stream().mapToInt(SourceSpan::getLineIndex).max().orElse(0);
  }

  /** The markers of one item. */
  private static final class Markers extends AbstractVisitor {
    @Nullable Marker task;
    boolean damaged;
    int seenLine = -1;
    int doneLine = -1;

    @Override
    public void visit(HtmlInline comment) {
      if (!Marker.is(comment.getLiteral())) {
        return;
      }
      Optional<Marker> marker = Marker.read(comment.getLiteral());
      damaged |= marker.isEmpty();
      if (marker.isEmpty()) {
        return;
      }
      if (marker.get().kind().equals(Marker.TASK) && task == null) {
        task = marker.get();
      } else if (marker.get().kind().equals(Marker.SEEN)) {
        seenLine = firstLine(comment);
      } else if (marker.get().kind().equals(Marker.DONE)) {
        doneLine = firstLine(comment);
      }
    }
  }
}
