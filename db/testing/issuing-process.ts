import { connect, type Db, disconnect } from '@/db/client'
import { issueInvoice as writeInvoice } from '@/db/commands/issue-invoice'
import type { InvoiceSnapshot } from '@/lib/core/invoices/snapshot'
import { issueInvoice } from '@/lib/flows/invoices/issue-invoice'
import { previewInvoice } from '@/lib/flows/invoices/preview-invoice'
import { newId } from '@/lib/platform/ids'
import { contextOf, invoiceWrite } from './fixtures'
import { codeOf, sqlStateOf } from './outcomes'
import { randomOf, shuffled } from './random'

/** What an issuing process is told, as JSON in its first argument. */
export type IssuingOrder = {
  readonly url: string
  readonly seed: number
  readonly issuers: number
  readonly jobs: readonly { readonly org: string; readonly month: string }[]
}

/** What it reports: a number it was given, or an issue that failed on purpose after its number was drawn. */
export type IssuingReport =
  | { readonly kind: 'issued'; readonly org: string; readonly month: string; readonly number: string }
  | { readonly kind: 'spoiled' | 'repeated' | 'begun' | 'finished' }

const report = (message: IssuingReport) => process.send?.(message)

/** An issue whose last insert breaks a check, after the number was drawn. */
const breakLate = (db: Db, snapshot: InvoiceSnapshot) =>
  sqlStateOf(writeInvoice(db, invoiceWrite({ ...snapshot, total: '0.01' }, newId('inv'))))

const undone = Object.assign(new Error('rolled back on purpose'), { code: 'undone' })

/** An issue that succeeded in a transaction that is rolled back. */
const rollBack = (db: Db, snapshot: InvoiceSnapshot) =>
  sqlStateOf(
    db.$client.begin(async (sql) => {
      const written = await writeInvoice({ ...db, $client: sql } as unknown as Db, invoiceWrite(snapshot, newId('inv')))
      if (written.outcome === 'issued') throw undone
    }),
  )

const spoil = async (db: Db, org: string, month: string, late: boolean): Promise<void> => {
  let snapshot: InvoiceSnapshot | null = null
  if ((await codeOf(previewInvoice(contextOf(db), org, month).then((seen) => (snapshot = seen)))) !== 'ok') return
  if (snapshot === null) return
  const state = await (late ? breakLate : rollBack)(db, snapshot)
  if (state === (late ? '23514' : 'undone')) report({ kind: 'spoiled' })
}

const issue = async (db: Db, org: string, month: string): Promise<void> => {
  for (;;) {
    const code = await codeOf(
      issueInvoice(contextOf(db), org, month).then(({ number }) => report({ kind: 'issued', org, month, number })),
    )
    if (code === 'ok') return
    if (code === 'already_invoiced') return void report({ kind: 'repeated' })
    if (code !== 'stale') throw new Error(`${org} ${month}: ${code}`)
  }
}

const work = async ({ url, seed, issuers, jobs }: IssuingOrder): Promise<void> => {
  const db = connect({ url, role: 'kontor_app', connections: issuers })
  const random = randomOf(seed)
  const left = shuffled(jobs, random)
  const issuer = async (): Promise<void> => {
    for (let job = left.pop(); job; job = left.pop()) {
      const { org, month } = job
      if (random() < 1 / 2) await spoil(db, org, month, random() < 1 / 2)
      await issue(db, org, month)
    }
  }
  report({ kind: 'begun' })
  await Promise.all(Array.from({ length: issuers }, issuer))
  await disconnect(db)
  report({ kind: 'finished' })
}

await work(JSON.parse(process.argv[2] ?? '') as IssuingOrder)
process.disconnect?.()
