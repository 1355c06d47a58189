import { chmodSync, rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { startEmbedded } from '@/db/embedded'
import { readSettings } from '@/lib/platform/env'
import { isAlive } from '@/lib/platform/is-alive'
import { scratchFolder } from '@/lib/testing/scratch'
import { prepare } from './prepare'

const folder = scratchFolder('prepare')
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Its owner is nobody who could migrate. */
const broken = readSettings({
  KONTOR_DATA_DIR: folder,
  DATABASE_OWNER_URL: 'postgres://nobody:wrong@127.0.0.1:1/nothing',
})

test('a start that fails stops the database it started, and leaves alone one that ran already', async () => {
  const said: string[] = []
  await expect(prepare(broken, (line) => said.push(line))).rejects.toThrow()
  expect(said).toEqual([`PostgreSQL is running on ${folder}.`])

  const running = await startEmbedded(folder)
  try {
    expect(running.started).toBe(true)
    await expect(prepare(broken, () => {})).rejects.toThrow()
    expect(isAlive(running.pid)).toBe(true)
  } finally {
    await running.stop()
  }
}, 120_000)
