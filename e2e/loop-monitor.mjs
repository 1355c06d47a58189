import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Loaded into a Kontor that is tested: how long at most did anything keep its event loop from everybody else, and how
 * long does a fixed piece of work take on this machine just now? Told in a file, in milliseconds; whoever removes the
 * file begins anew. A thread that is not given the processor is not busy: of a gap between two turns no more counts than
 * the time that the thread of the loop worked in it.
 */
const file = process.env.KONTOR_TEST_LOOP_FILE

/** Milliseconds that the processor worked for this thread; Linux says so first of what it knows of its scheduling. */
const worked = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6

/** A megabyte, made by the server alone: every process that it starts loads this file. */
let text

/** What reading and writing a megabyte of JSON takes: some 10 ms on a machine of 2024. */
const fixedWork = () => {
  text ??= JSON.stringify(
    Array.from({ length: 15_000 }, (_, index) => ({ index, name: `event ${index}`, amount: index / 7 })),
  )
  const times = Array.from({ length: 3 }, () => {
    const before = worked()
    JSON.stringify(JSON.parse(text))
    return worked() - before
  })
  return times.sort((a, b) => a - b)[1]
}

if (file && process.argv[1]?.includes('server')) {
  let [at, before, longest, turns] = [performance.now(), worked(), 0, 0]
  let unit = fixedWork()
  setInterval(() => {
    const [now, after] = [performance.now(), worked()]
    longest = Math.max(longest, Math.min(now - at, after - before))
    turns += 1
    if (turns % 10 === 0) {
      if (!existsSync(file)) {
        unit = fixedWork()
        longest = 0
      }
      writeFileSync(file, JSON.stringify({ longest, unit }))
    }
    at = performance.now()
    before = worked()
  }, 5).unref()
}
