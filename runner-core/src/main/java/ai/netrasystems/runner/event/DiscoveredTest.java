package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A test that the engines found, or registered while they ran.
 *
 * @param id stable id
 * @param uniqueId JUnit's unique id, valid within this worker's engines
 * @param displayName as the engine shows it
 * @param names display names from the class down to this test, for people
 * @param className class of the source ({@code Outer$Inner}); the engine's name where it has none
 * @param xmlClass class of the test case in XML as Surefire writes it; not always {@code className} where an engine's
 *     tests are no methods; empty where it has no case there
 * @param xmlName name of the test case in XML as Surefire writes it: {@code m}, {@code m(Path)}, {@code m(String)[3]}
 * @param container whether it may register further tests (a template, a factory): such a one has no outcome of its own
 * @param tags all tags, inherited ones too
 * @param category first category of the layer that matches; empty for none
 * @param services what it needs
 */
public record DiscoveredTest(
        TestId id,
        String uniqueId,
        String displayName,
        List<String> names,
        String className,
        String xmlClass,
        String xmlName,
        boolean container,
        Set<String> tags,
        Optional<CategoryName> category,
        Set<ServiceName> services) {
    /** Copies the collections. */
    public DiscoveredTest {
        names = List.copyOf(names);
        tags = Set.copyOf(tags);
        services = Set.copyOf(services);
    }

    /** One that XML has under its class. */
    public DiscoveredTest(
            TestId id,
            String uniqueId,
            String displayName,
            List<String> names,
            String className,
            String xmlName,
            boolean container,
            Set<String> tags,
            Optional<CategoryName> category,
            Set<ServiceName> services) {
        this(id, uniqueId, displayName, names, className, className, xmlName, container, tags, category, services);
    }

    /** The same as a test: a template that got an outcome itself. */
    public DiscoveredTest asTest() {
        return new DiscoveredTest(
                id, uniqueId, displayName, names, className, xmlClass, xmlName, false, tags, category, services);
    }

    /** The same under other names in XML. */
    public DiscoveredTest inXml(String newXmlClass, String newXmlName) {
        return new DiscoveredTest(
                id,
                uniqueId,
                displayName,
                names,
                className,
                newXmlClass,
                newXmlName,
                container,
                tags,
                category,
                services);
    }
}
