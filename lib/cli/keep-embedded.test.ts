import { chmodSync, rmSync } from 'node:fs'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { startEmbedded } from '@/db/embedded'
import { isAlive } from '@/lib/platform/is-alive'
import { scratchFolder } from '@/lib/testing/scratch'
import { backOffMs } from './back-off'
import { keepEmbedded } from './keep-embedded'

const folder = scratchFolder('kept')
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a database that is killed is there again on its port with what it held, until it is stopped', async () => {
  const first = await startEmbedded(folder)
  const said: string[] = []
  const kept = keepEmbedded(folder, first, (line) => said.push(line))
  const ask = async <T>(act: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const sql = postgres(first.url, { max: 1, connect_timeout: 2, onnotice: () => {} })
    try {
      return await act(sql)
    } finally {
      await sql.end()
    }
  }
  await ask((sql) => sql`create table held as select 7 as number`)
  process.kill(first.pid, 'SIGKILL')
  const read = () =>
    ask(async (sql) => (await sql<{ number: number }[]>`select number from held`)[0]?.number).catch(() => null)
  await expect.poll(() => isAlive(first.pid), { timeout: 60_000 }).toBe(false)
  await expect.poll(read, { timeout: 60_000 }).toBe(7)
  expect(said).toEqual(['PostgreSQL ended; starting it again.', 'PostgreSQL is running again.'])
  await kept.stop()
  expect(await read()).toBeNull()
}, 180_000)

test('each wait is longer than the one before, up to half a minute', () => {
  const waits = [0, 1, 2, 3, 8, 9, 1_000].map(backOffMs)
  expect(waits).toEqual([100, 200, 400, 800, 25_600, 30_000, 30_000])
})
