import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

const niceness = 15

/**
 * Lets the threads that answer requests go first. Linux gives every thread a priority of its own and says its id in
 * `/proc`; elsewhere, and where that is not allowed, the thread keeps the priority it has.
 */
export const stepBack = (): void => {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness)
  } catch {
    // Rendering works all the same.
  }
}
