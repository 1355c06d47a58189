import { connect, disconnect } from '@/db/client'
import { today } from '@/db/testing/fixtures'
import { Refusal } from '@/lib/platform/errors'
import { charge, machineAt } from './charging'

/** What a debiting process is told, as JSON in its first argument. */
export type DebitingOrder = {
  readonly url: string
  readonly clients: number
  readonly orgs: readonly string[]
  /** Numbers of the debits to make; number n is one document unit of the org at place n modulo their count. */
  readonly debits: readonly number[]
}

export type DebitingReport =
  | { readonly kind: 'begun' | 'finished' }
  | { readonly kind: 'charged'; readonly debit: number; readonly answer: string }

const report = (message: DebitingReport) => process.send?.(message)

const debitKey = (debit: number): string => `debit-${debit}`

/** Asks, and asks again under the same key for as long as the portal says that it cannot be reached. */
const work = async ({ url, clients, orgs, debits }: DebitingOrder): Promise<void> => {
  const db = connect({ url, role: 'kontor_app', connections: 8 })
  const left = [...debits]
  const client = async (): Promise<void> => {
    for (let debit = left.pop(); debit !== undefined; debit = left.pop()) {
      const org = orgs[debit % orgs.length] ?? ''
      const parts = { key: debitKey(debit), quantity: '1', at: today.toString() }
      for (let answer = ''; answer === ''; ) {
        answer = await charge(machineAt(db), org, parts).catch((error: unknown) => {
          if (error instanceof Refusal && error.code === 'unavailable') return ''
          throw error
        })
        if (answer !== '') report({ kind: 'charged', debit, answer })
      }
    }
  }
  report({ kind: 'begun' })
  await Promise.all(Array.from({ length: clients }, client))
  await disconnect(db)
  report({ kind: 'finished' })
}

/** The process that gave the order is gone: nobody waits for the rest. */
const abandon = () => process.exit(1)

process.once('disconnect', abandon)
await work(JSON.parse(process.argv[2] ?? '') as DebitingOrder)
process.off('disconnect', abandon)
process.disconnect?.()
