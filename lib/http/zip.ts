import { Zip, ZipPassThrough } from 'fflate'

export type ZippedFile = {
  readonly name: string
  readonly content: Uint8Array
  /** The civil day it carries as its date, `2026-10-31`. */
  readonly day: string
}

/** The parts of an archive of these files as they are, one file in memory at a time; nothing is compressed again. */
export async function* zipParts(files: AsyncIterable<ZippedFile>): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = []
  const failures: Error[] = []
  const zip = new Zip((error, part) => {
    if (error) failures.push(error)
    else parts.push(part)
  })
  const made = function* (): Generator<Uint8Array> {
    if (failures[0]) throw failures[0]
    yield* parts.splice(0)
  }
  for await (const { name, content, day } of files) {
    const entry = new ZipPassThrough(name)
    entry.mtime = `${day}T12:00:00`
    zip.add(entry)
    entry.push(content, true)
    yield* made()
  }
  zip.end()
  yield* made()
}
