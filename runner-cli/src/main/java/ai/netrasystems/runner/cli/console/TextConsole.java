package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.Stamped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as lines on a screen, and a thread that keeps the screen's progress moving between events. */
final class TextConsole implements Console {
    private final RunState state;
    private final EventLines lines;
    private final Line.Weight least;
    private final Screen screen;
    private final Clock clock;
    private @Nullable Thread pulse;
    /** Tens of thousands of events would draw the progress as often: it moves at a pace for eyes. */
    private Instant movedAt = Instant.MIN;

    private boolean closed;

    /**
     * Makes a console.
     *
     * @param state gathered here, read by {@code lines}
     * @param least the lightest lines that are shown
     */
    TextConsole(RunState state, EventLines lines, Line.Weight least, Screen screen, Clock clock) {
        this.state = state;
        this.lines = lines;
        this.least = least;
        this.screen = screen;
        this.clock = clock;
    }

    /** Begins to keep the progress moving; not for tests that look at every character. */
    synchronized TextConsole moving() {
        Thread thread = new Thread(this::keepMoving, "console-progress");
        thread.setDaemon(true);
        pulse = thread;
        thread.start();
        return this;
    }

    @Override
    public synchronized void accept(Stamped stamped) {
        state.take(stamped);
        List<Line> shown = stamped.event().accept(lines).stream()
                .filter(line -> line.weight().compareTo(least) >= 0)
                .toList();
        boolean last = stamped.event() instanceof RunFinished;
        if (last) {
            end();
        }
        Instant now = clock.instant();
        screen.refuse(texts(shown, true));
        screen.print(texts(shown, false), now);
        if (!last && (pulse == null || !now.isBefore(movedAt.plus(screen.pace())))) {
            move(now);
        }
    }

    @Override
    public synchronized void notice(String line) {
        screen.refuse(List.of("runner: " + SafeText.line(line)));
    }

    /** One step of the progress; nothing after the end of the run. */
    synchronized void move() {
        move(clock.instant());
    }

    private synchronized void move(Instant now) {
        if (!closed) {
            movedAt = now;
            screen.status(() -> StatusLine.of(state, now), now);
        }
    }

    @Override
    public synchronized void close() {
        end();
    }

    private synchronized void end() {
        closed = true;
        screen.clear();
        if (pulse != null) {
            pulse.interrupt();
            pulse = null;
        }
    }

    private static List<String> texts(List<Line> lines, boolean refusals) {
        return lines.stream()
                .filter(line -> (line.weight() == Line.Weight.REFUSAL) == refusals)
                .map(Line::text)
                .toList();
    }

    private synchronized void keepMoving() {
        try {
            while (!closed) {
                move();
                wait(screen.pace().toMillis());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
