package ai.netrasystems.runner.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as lines with aligned columns, two blanks between them. */
final class Columns {
    private Columns() {}

    /** One line a row; all rows have as many cells as the first. */
    static List<String> of(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(each -> each.get(at).length())
                        .max()
                        .orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
