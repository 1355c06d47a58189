import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { type ZippedFile, zipParts } from './zip'

async function* filesOf(files: readonly ZippedFile[]): AsyncGenerator<ZippedFile> {
  yield* files
}

const unzipped = async (files: readonly ZippedFile[]) => {
  const parts: Uint8Array[] = []
  for await (const part of zipParts(filesOf(files))) parts.push(part)
  return unzipSync(Buffer.concat(parts))
}

it('an archive holds every file under its name, byte for byte', async () => {
  const files = [0, 1, 70_000].map((size) => ({
    name: `2026-${size}.pdf`,
    content: Uint8Array.from({ length: size }, (_, index) => (index * 31) % 256),
    day: '2026-10-31',
  }))
  const found = await unzipped(files)
  expect(Object.keys(found)).toEqual(files.map(({ name }) => name))
  for (const { name, content } of files) expect(Buffer.from(found[name] ?? []).equals(Buffer.from(content))).toBe(true)
})

it('an archive of nothing is an archive', async () => {
  expect(await unzipped([])).toEqual({})
})
