import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createPdfPool, type PdfPool } from './pool'
import { renderInvoicePdf } from './render-invoice'
import { sampleInvoice } from './testing/sample-invoice'

const dying = new URL('./testing/dying-worker.ts', import.meta.url)
const snapshot = sampleInvoice()
const open: PdfPool[] = []

const poolOf = (options: Parameters<typeof createPdfPool>[0]): PdfPool => {
  const pool = createPdfPool(options)
  open.push(pool)
  return pool
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()))
})

test('a pool gives the bytes that rendering here gives, for each of many invoices at once', async () => {
  const pool = poolOf({ size: 2, deadlineMs: 300_000 })
  const numbers = Array.from({ length: 8 }, (_, index) => `2026-00000${index}`)
  const rendered = await Promise.all(numbers.map((number) => pool.render({ snapshot, number })))
  for (const [index, number] of numbers.entries()) {
    expect(Buffer.from(rendered[index] ?? []).equals(Buffer.from(await renderInvoicePdf({ snapshot, number })))).toBe(
      true,
    )
  }
}, 600_000)

test('an invoice that cannot be rendered is rejected with the reason, and the worker goes on', async () => {
  const pool = poolOf({ size: 1, deadlineMs: 300_000 })
  await expect(pool.render({ snapshot: sampleInvoice({ lines: [] }), number: 'x' })).rejects.toThrow(
    'at least one line',
  )
  expect((await pool.render({ snapshot, number: '2026-000001' })).length).toBeGreaterThan(1000)
}, 600_000)

test('the job of a worker that died is done by another', async () => {
  const pool = poolOf({ size: 1, entry: dying })
  const mark = join(mkdtempSync(join(tmpdir(), 'kontor-pool-')), 'mark')
  expect(await pool.render({ snapshot, number: `die-once ${mark}` })).toEqual(Uint8Array.of(1))
}, 600_000)

test('a job that kills two workers is rejected, and jobs behind it are still done', async () => {
  const pool = poolOf({ size: 1, entry: dying })
  const killing = pool.render({ snapshot, number: 'die' })
  const behind = pool.render({ snapshot, number: 'fine' })
  await expect(killing).rejects.toThrow('Invoice die was not rendered: the worker exited with code 3.')
  expect(await behind).toEqual(Uint8Array.of(1))
}, 600_000)

test('a job that hangs is given up after two deadlines', async () => {
  const pool = poolOf({ size: 1, entry: dying, deadlineMs: 1500 })
  await expect(pool.render({ snapshot, number: 'hang' })).rejects.toThrow('gave no answer within 1500 ms')
}, 600_000)

test('closing rejects what is not done and takes no more', async () => {
  const pool = poolOf({ size: 1, entry: dying })
  const jobs = [pool.render({ snapshot, number: 'hang' }), pool.render({ snapshot, number: 'fine' })]
  const outcomes = Promise.allSettled(jobs)
  await pool.close()
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(pool.render({ snapshot, number: 'fine' })).rejects.toThrow('closed')
}, 600_000)

test('a pool of no workers is refused', () => {
  expect(() => createPdfPool({ size: 0 })).toThrow(RangeError)
})
