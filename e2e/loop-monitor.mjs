import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Loaded into a Kontor that is tested: how long at most did anything keep its event loop from everybody else? Told in a
 * file; whoever removes the file begins anew. A thread that is not given the processor is not busy: of a gap between two
 * turns no more counts than the time that the thread of the loop worked in it.
 */
const file = process.env.KONTOR_TEST_LOOP_FILE

/** Milliseconds that the processor worked for this thread; Linux says so first of what it knows of its scheduling. */
const worked = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6

if (file && process.argv[1]?.includes('server')) {
  let [at, before, longest, turns] = [performance.now(), worked(), 0, 0]
  setInterval(() => {
    const [now, after] = [performance.now(), worked()]
    longest = Math.max(longest, Math.min(now - at, after - before))
    turns += 1
    if (turns % 10 === 0) {
      if (!existsSync(file)) longest = 0
      writeFileSync(file, String(longest))
    }
    at = performance.now()
    before = worked()
  }, 5).unref()
}
