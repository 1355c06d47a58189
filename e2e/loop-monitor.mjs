import { existsSync, writeFileSync } from 'node:fs'

/**
 * Loaded into a Kontor that is tested: how long at most did anything keep its event loop from everybody else? Told in a
 * file; whoever removes the file begins anew. A process that is not given the processor is not busy: of a gap between two
 * turns no more counts than the time that the process worked in it.
 */
const file = process.env.KONTOR_TEST_LOOP_FILE
if (file && process.argv[1]?.includes('server')) {
  let [at, worked, longest, turns] = [performance.now(), process.cpuUsage(), 0, 0]
  setInterval(() => {
    const now = performance.now()
    const { user, system } = process.cpuUsage(worked)
    longest = Math.max(longest, Math.min(now - at, (user + system) / 1000))
    at = now
    worked = process.cpuUsage()
    turns += 1
    if (turns % 10 !== 0) return
    if (!existsSync(file)) longest = 0
    writeFileSync(file, String(longest))
  }, 5).unref()
}
