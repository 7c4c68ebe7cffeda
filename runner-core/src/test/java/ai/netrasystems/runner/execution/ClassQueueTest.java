package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.plan.ClassLocks;
import ai.netrasystems.runner.plan.ClassLocks.Access;
import ai.netrasystems.runner.plan.Dispatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClassQueueTest {
    /** Takes and ends classes in any order that the queue allows, as lanes would. */
    @Property(tries = 300)
    void every_class_runs_once_and_never_beside_one_that_its_locks_forbid(
            @ForAll @IntRange(min = 1, max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 4) int lanes,
            @ForAll long seed)
            throws InterruptedException {
        Random random = new Random(seed);
        Map<String, ClassLocks> locks = new LinkedHashMap<>();
        for (int i = 0; i < classes; i++) {
            Map<String, Access> resources = new LinkedHashMap<>();
            for (String key : List.of("a", "b")) {
                if (random.nextInt(3) == 0) {
                    resources.put(key, random.nextBoolean() ? Access.READ : Access.READ_WRITE);
                }
            }
            locks.put("c" + i, new ClassLocks(resources, random.nextInt(5) == 0));
        }
        ClassQueue queue =
                new ClassQueue(List.copyOf(locks.keySet()), new Dispatch(lanes, true, Map.of(), locks), true);
        List<String> running = new ArrayList<>();
        List<String> done = new ArrayList<>();
        while (done.size() < classes) {
            Optional<String> next = running.size() < lanes && queue.hasReady() ? queue.take() : Optional.empty();
            if (next.isPresent()) {
                running.forEach(
                        other -> assertThat(mayMeet(locks, other, next.get())).isTrue());
                running.add(next.get());
            } else {
                String ended = running.remove(random.nextInt(running.size()));
                queue.done(ended);
                done.add(ended);
            }
        }
        assertThat(done).containsExactlyInAnyOrderElementsOf(locks.keySet());
        assertThat(queue.take()).isEmpty();
    }

    @Property(tries = 100)
    void the_longest_begins_first(@ForAll List<@IntRange(max = 1000) Integer> seconds) throws InterruptedException {
        Map<String, Duration> estimates = new LinkedHashMap<>();
        for (int i = 0; i < seconds.size(); i++) {
            estimates.put("c" + i, Duration.ofSeconds(seconds.get(i)));
        }
        ClassQueue queue =
                new ClassQueue(List.copyOf(estimates.keySet()), new Dispatch(2, true, estimates, Map.of()), true);
        List<Duration> order = new ArrayList<>();
        for (Optional<String> next = queue.take(); next.isPresent(); next = queue.take()) {
            order.add(estimates.get(next.get()));
            queue.done(next.get());
        }
        assertThat(order)
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .hasSize(seconds.size());
    }

    private static boolean mayMeet(Map<String, ClassLocks> locks, String one, String other) {
        ClassLocks first = locks.getOrDefault(one, ClassLocks.none());
        ClassLocks second = locks.getOrDefault(other, ClassLocks.none());
        if (first.isolated() || second.isolated()) {
            return false;
        }
        return first.resources().entrySet().stream().noneMatch(lock -> {
            Access theirs = second.resources().get(lock.getKey());
            return theirs != null && (theirs == Access.READ_WRITE || lock.getValue() == Access.READ_WRITE);
        });
    }
}
