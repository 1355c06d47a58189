import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
/** A run of all tests holds less than half of it at a time. */
const leastBytes = 4 * 1024 ** 3

/** Whether there is a file system in memory with room for the databases of all tests. */
const hasRoomInMemory = (): boolean => {
  try {
    accessSync(memory, constants.W_OK)
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= leastBytes && freemem() >= 2 * leastBytes
  } catch {
    return false
  }
}

/**
 * A new folder for what a test throws away. It is in memory where there is room: a file system on a disk takes a sixth
 * of the time of database tests to make and remove the files of their databases.
 * @param what the first words of its name.
 */
export const scratchFolder = (what: string): string =>
  mkdtempSync(join(hasRoomInMemory() ? memory : tmpdir(), `kontor-${what}-`))
