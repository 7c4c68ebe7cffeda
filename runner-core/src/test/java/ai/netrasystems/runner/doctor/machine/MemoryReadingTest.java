package ai.netrasystems.runner.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.machine.MachineFacts.Memory;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class MemoryReadingTest {
    private static final long KIB = 1024;
    private static final Memory MACHINE = new Memory(8_000_000 * KIB, 16_000_000 * KIB);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private MachineFixture machine;

    @BeforeEach
    void a_machine_with_half_of_its_memory_free() {
        machine = new MachineFixture(folder);
        machine.write("root/proc/meminfo", """
                MemTotal:       16000000 kB
                MemFree:          100000 kB
                MemAvailable:    8000000 kB
                """);
    }

    @Test
    void what_can_be_had_counts_not_what_is_free() {
        assertThat(memory()).contains(MACHINE);
    }

    @Test
    void nothing_is_said_where_the_system_has_no_such_files() {
        assertThat(MemoryReading.under(folder.resolve("none")).memory()).isEmpty();
    }

    @Test
    void a_limit_of_the_second_version_counts_without_pages_that_nobody_uses() {
        machine.write("root/proc/self/cgroup", "0::/app.slice/job\n");
        group("app.slice/job", "1000000", "900000", "inactive_file 300000");

        assertThat(memory()).contains(new Memory(400_000, 1_000_000));
    }

    @Test
    void a_tighter_limit_of_a_group_above_counts() {
        machine.write("root/proc/self/cgroup", "0::/app.slice/job\n");
        group("app.slice/job", "1000000", "100000", "inactive_file 0");
        group("app.slice", "2000000", "1900000", "inactive_file 0");

        assertThat(memory()).contains(new Memory(100_000, 1_000_000));
    }

    @Test
    void a_group_without_a_limit_is_the_machine() {
        machine.write("root/proc/self/cgroup", "0::/app.slice/job\n");
        group("app.slice/job", "max", "900000", "inactive_file 0");

        assertThat(memory()).contains(MACHINE);
    }

    @Test
    void a_limit_of_the_first_version_is_found_at_the_mount_where_a_container_sees_no_more() {
        machine.write("root/proc/self/cgroup", "11:cpu,cpuacct:/docker/4f2c\n7:memory:/docker/4f2c\n");
        machine.write("root/sys/fs/cgroup/memory/memory.limit_in_bytes", "1000000\n");
        machine.write("root/sys/fs/cgroup/memory/memory.usage_in_bytes", "999000\n");
        machine.write("root/sys/fs/cgroup/memory/memory.stat", "inactive_file 5\ntotal_inactive_file 9000\n");

        assertThat(memory()).contains(new Memory(10_000, 1_000_000));
    }

    @Test
    void the_first_versions_way_to_say_no_limit_is_none() {
        machine.write("root/proc/self/cgroup", "7:memory:/\n");
        machine.write("root/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        machine.write("root/sys/fs/cgroup/memory/memory.usage_in_bytes", "999000\n");

        assertThat(memory()).contains(MACHINE);
    }

    private void group(String path, String limit, String usage, String stat) {
        machine.write("root/sys/fs/cgroup/" + path + "/memory.max", limit + "\n");
        machine.write("root/sys/fs/cgroup/" + path + "/memory.current", usage + "\n");
        machine.write("root/sys/fs/cgroup/" + path + "/memory.stat", "anon 1\n" + stat + "\n");
    }

    private Optional<Memory> memory() {
        return MemoryReading.under(folder.resolve("root")).memory();
    }
}
