package ai.netrasystems.runner.discovery.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lines of words that belong together. */
record Section(List<List<String>> lines) {
    /** The lines before the first that begins with {@code word}, then a section for each that does. */
    static List<Section> split(List<List<String>> lines, String word) {
        List<Section> sections = new ArrayList<>(List.of(new Section(new ArrayList<>())));
        for (List<String> line : lines) {
            if (line.get(0).equals(word)) {
                sections.add(new Section(new ArrayList<>()));
            }
            sections.get(sections.size() - 1).lines().add(line);
        }
        return sections;
    }

    Stream<List<String>> every(String word) {
        return lines.stream().filter(line -> line.get(0).equals(word));
    }

    /** The first value of each such line. */
    Stream<String> all(String word) {
        return every(word).map(line -> line.get(1));
    }

    List<String> words(String word) {
        return every(word).findFirst().orElseThrow();
    }

    String one(String word) {
        return words(word).get(1);
    }

    Map<String, String> map(String word) {
        Map<String, String> map = new LinkedHashMap<>();
        every(word).forEach(line -> map.put(line.get(1), line.get(2)));
        return map;
    }
}
